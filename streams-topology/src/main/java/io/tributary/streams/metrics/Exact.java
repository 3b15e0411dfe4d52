package io.tributary.streams.metrics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Products and quotients that are exact until the one rounding at the end. */
final class Exact {
  static final long UNIT = 1_000_000;
  static final long DAY_MS = 86_400_000;

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
        ? divide(low, denominator)
        : quotient(new long[] {numerator, UNIT}, new long[] {denominator});
  }

  /**
   * The product of the first numbers ÷ the product of the others, half-even; null when the latter
   * is 0.
   */
  static Long quotient(long[] dividends, long[] divisors) {
    BigInteger divisor = product(divisors);
    if (divisor.signum() == 0) {
      return null;
    }
    return new BigDecimal(product(dividends))
        .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static long divide(long dividend, long divisor) {
    long quotient = Math.floorDiv(dividend, divisor);
    long rest = Math.floorMod(dividend, divisor);
    long toNext = divisor - rest;
    boolean up = rest > toNext || rest == toNext && (quotient & 1) == 1;
    return up ? quotient + 1 : quotient;
  }

  private static BigInteger product(long[] factors) {
    BigInteger product = BigInteger.ONE;
    for (long factor : factors) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    return product;
  }
}
