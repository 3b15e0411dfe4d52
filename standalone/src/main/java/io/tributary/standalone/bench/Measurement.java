package io.tributary.standalone.bench;

import java.util.Optional;

/**
 * A figure of one run, or the median of several.
 *
 * @param figure what was measured, for people
 * @param unit of the value, and of the limit
 * @param limit what the machine gives at most, measured in the same run
 */
record Measurement(String figure, double value, String unit, Optional<Limit> limit) {
  /**
   * @param what does nothing but what cannot be done without
   */
  record Limit(String what, double value) {}

  static Measurement of(String figure, double value, String unit) {
    return new Measurement(figure, value, unit, Optional.empty());
  }

  Measurement against(String what, double limitValue) {
    return new Measurement(figure, value, unit, Optional.of(new Limit(what, limitValue)));
  }

  /** The value as a part of its limit. */
  Optional<Double> ratio() {
    return limit.filter(most -> most.value() > 0).map(most -> value / most.value());
  }
}
