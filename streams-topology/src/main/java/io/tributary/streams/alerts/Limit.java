package io.tributary.streams.alerts;

/**
 * A limit with hysteresis: across it something is wrong, and all is well again only beyond the
 * point of recovery. All numbers are micro-units of the metric's unit.
 *
 * @param above whether values above the threshold are across it, or those below
 * @param recoverMicros null when coming back to the threshold is enough
 */
public record Limit(boolean above, long thresholdMicros, Long recoverMicros) {

  /** Where a value is. */
  public enum Side {
    ACROSS,
    /** Neither across nor recovered: what was the case goes on. */
    BETWEEN,
    RECOVERED
  }

  public static Limit above(long thresholdMicros) {
    return new Limit(true, thresholdMicros, null);
  }

  public static Limit below(long thresholdMicros) {
    return new Limit(false, thresholdMicros, null);
  }

  public Limit recovering(long micros) {
    return new Limit(above, thresholdMicros, micros);
  }

  public Side sideOf(long valueMicros) {
    if (isAcross(valueMicros)) {
      return Side.ACROSS;
    }
    return recoverMicros == null || isBeyond(valueMicros, recoverMicros, !above)
        ? Side.RECOVERED
        : Side.BETWEEN;
  }

  boolean isAcross(long valueMicros) {
    return isBeyond(valueMicros, thresholdMicros, above);
  }

  private static boolean isBeyond(long value, long point, boolean upwards) {
    return upwards ? value > point : value < point;
  }
}
