package io.tributary.streams.oracle;

import io.tributary.output.MetricValue;
import java.math.BigInteger;

/**
 * What a metric must be, in micro-units: exact, or (for percentiles of buckets and powers) nearly
 * so.
 *
 * @param value null for none
 * @param numerator null where it is a quotient by 0
 * @param denominator null likewise
 * @param tolerance of the value and of parts that are no sums; relative
 */
record Expected(Long value, Long numerator, Long denominator, long sample, double tolerance) {
  private static final long MICRO = 1_000_000;

  boolean isMetBy(MetricValue actual) {
    return isNear(value, actual.getValueMicros())
        && isNear(numerator, actual.getNumeratorMicros())
        && isNear(denominator, actual.getDenominatorMicros())
        && sample == actual.getSample();
  }

  private boolean isNear(Long expected, Long actual) {
    if (expected == null || actual == null) {
      return expected == null && actual == null;
    }
    return Math.abs(actual - expected) <= Math.abs(expected) * tolerance + (tolerance > 0 ? 1 : 0);
  }

  /** A number that is no quotient, of so many things. */
  static Expected amount(Long micros, long sample) {
    return new Expected(micros, micros, MICRO, sample, 0);
  }

  static Expected count(long count) {
    return amount(count * MICRO, count);
  }

  /** Of two numbers in micro-units. */
  static Expected ratio(long numerator, long denominator, long sample) {
    return new Expected(
        Rational.of(numerator, MICRO, denominator).round(), numerator, denominator, sample, 0);
  }

  /** Of two counts: so many of so many. */
  static Expected share(long part, long whole) {
    return ratio(part * MICRO, whole * MICRO, whole);
  }

  /** Micro-units per count. */
  static Expected average(long micros, long count) {
    return ratio(micros, count * MICRO, count);
  }

  /** The numerator is the sum of all in the unit of the mean. */
  static Expected mean(long millis, long count, long unitMs) {
    BigInteger micros = BigInteger.valueOf(millis).multiply(BigInteger.valueOf(MICRO));
    return new Expected(
        Rational.of(micros, BigInteger.valueOf(count).multiply(BigInteger.valueOf(unitMs))).round(),
        Rational.of(millis, MICRO, unitMs).round(),
        count * MICRO,
        count,
        0);
  }
}
