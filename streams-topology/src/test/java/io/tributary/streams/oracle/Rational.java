package io.tributary.streams.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact quotient. */
record Rational(BigInteger numerator, BigInteger denominator) {
  static Rational of(long factor, long other, long divisor) {
    return new Rational(
        BigInteger.valueOf(factor).multiply(BigInteger.valueOf(other)),
        BigInteger.valueOf(divisor));
  }

  static Rational of(BigInteger numerator, BigInteger denominator) {
    return new Rational(numerator, denominator);
  }

  /** Half-even; null where there is no quotient. */
  Long round() {
    if (denominator.signum() == 0) {
      return null;
    }
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
