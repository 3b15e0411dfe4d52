package io.tributary.event;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts as whole micro-units: 10^-6 of a currency's major unit, of a percent, or of 1. */
public final class Micros {
  /** One major unit. */
  public static final long UNIT = 1_000_000;

  private static final int PLACES = 6;

  private Micros() {}

  /**
   * @param decimal a decimal number such as {@code 12500.00} or {@code -3}
   * @throws ArithmeticException when it has more than six decimals, or does not fit: the largest
   *     magnitude is 9,223,372,036,854.775807
   * @throws NumberFormatException when it is no number
   */
  public static long parse(String decimal) {
    return of(new BigDecimal(decimal));
  }

  /**
   * @throws ArithmeticException when it has more than six decimals, or does not fit
   */
  public static long of(BigDecimal decimal) {
    if (decimal.signum() == 0) {
      return 0;
    }
    // The exponent is looked at first: 1E+1000000000 and 1E-1000000000 would otherwise be written
    // out digit by digit.
    long digitsBeforePoint = (long) decimal.precision() - decimal.scale();
    if (digitsBeforePoint > 14) {
      throw new ArithmeticException("out of range");
    }
    if (digitsBeforePoint <= -PLACES) {
      throw new ArithmeticException("more than six decimals");
    }
    return decimal.setScale(PLACES, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
  }

  /** The amount in major units, always with six decimals. */
  public static BigDecimal decimal(long micros) {
    return BigDecimal.valueOf(micros, PLACES);
  }

  /** The amount in major units without trailing zeros: 12500000000 is {@code 12500}. */
  public static String format(long micros) {
    if (micros == 0) {
      return "0";
    }
    return decimal(micros).stripTrailingZeros().toPlainString();
  }

  /**
   * Splits an amount evenly by the largest-remainder method: the parts differ by at most one
   * micro-unit, the larger ones come first, and they sum to the whole.
   *
   * @param parts at least 1
   */
  public static long[] split(long micros, int parts) {
    long[] shares = new long[parts];
    long share = micros / parts;
    long rest = micros % parts;
    for (int part = 0; part < parts; part++) {
      shares[part] = share + (part < Math.abs(rest) ? Long.signum(rest) : 0);
    }
    return shares;
  }
}
