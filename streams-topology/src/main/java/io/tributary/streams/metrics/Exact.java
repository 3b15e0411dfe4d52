package io.tributary.streams.metrics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Products and quotients that are exact until the one rounding at the end. A result that is not in
 * the range of micro-units (±9.2 · 10^12) is null, like one that would be divided by 0: one tiny
 * quota must not be able to stop the pipeline.
 */
final class Exact {
  static final long UNIT = 1_000_000;
  static final long DAY_MS = 86_400_000;
  static final long HOUR_MS = 3_600_000;
  static final long MINUTE_MS = 60_000;

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private Exact() {}

  /** numerator × 10^6 ÷ denominator, half-even; null when the denominator is 0. */
  static Long ratio(long numerator, long denominator) {
    if (denominator == 0) {
      return null;
    }
    long high = Math.multiplyHigh(numerator, UNIT);
    long low = numerator * UNIT;
    boolean fits = high == 0 && low >= 0 || high == -1 && low < 0;
    return fits && denominator > 0
        ? (Long) divide(low, denominator)
        : quotient(product(numerator, UNIT), BigInteger.valueOf(denominator));
  }

  /** dividend ÷ divisor, half-even; null when the divisor is 0. */
  static Long quotient(BigInteger dividend, BigInteger divisor) {
    return quotient(new BigDecimal(dividend), new BigDecimal(divisor));
  }

  /** dividend ÷ divisor, half-even; null when the divisor is 0. */
  static Long quotient(BigDecimal dividend, BigDecimal divisor) {
    if (divisor.signum() == 0) {
      return null;
    }
    BigInteger quotient = dividend.divide(divisor, 0, RoundingMode.HALF_EVEN).unscaledValue();
    return quotient.abs().compareTo(MOST) > 0 ? null : (Long) quotient.longValue();
  }

  static BigInteger product(long... factors) {
    BigInteger product = BigInteger.ONE;
    for (long factor : factors) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return product;
  }

  private static long divide(long dividend, long divisor) {
    long quotient = Math.floorDiv(dividend, divisor);
    long rest = Math.floorMod(dividend, divisor);
    long toNext = divisor - rest;
    boolean up = rest > toNext || rest == toNext && (quotient & 1) == 1;
    return up ? quotient + 1 : quotient;
  }
}
