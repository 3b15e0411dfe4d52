package io.tributary.streams.lifecycle;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A part of an amount. */
final class Portion {
  private Portion() {}

  /**
   * @param shareMicros micro-units of 1
   * @return amount × share, half-even
   */
  static long of(long amountMicros, long shareMicros) {
    return BigDecimal.valueOf(amountMicros)
        .multiply(BigDecimal.valueOf(shareMicros, 6))
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
