package io.tributary.standalone.bench;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param measured how long a figure is measured in one run
 * @param warmUp how long everything runs before that; the JVM needs some 30 s to compile all
 * @param runs whose median counts
 * @param isShort whether figures need only be roughly right, for a check that all still works
 */
record Effort(Duration measured, Duration warmUp, int runs, boolean isShort) {
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final int SHORT_SECONDS = 3;

  /**
   * @param seconds that a figure is measured; null for the usual
   * @param runs null for the usual
   */
  static Effort of(Integer seconds, Integer runs, boolean isShort) {
    if (isShort) {
      Duration measured = Duration.ofSeconds(seconds == null ? SHORT_SECONDS : seconds);
      return new Effort(measured, measured, runs == null ? 1 : runs, true);
    }
    return new Effort(
        Duration.ofSeconds(seconds == null ? 15 : seconds),
        WARM_UP,
        runs == null ? 3 : runs,
        false);
  }
}
