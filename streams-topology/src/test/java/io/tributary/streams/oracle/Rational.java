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

  Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /** Half-even, to so many decimals. */
  BigDecimal to(int places) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), places, RoundingMode.HALF_EVEN);
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
