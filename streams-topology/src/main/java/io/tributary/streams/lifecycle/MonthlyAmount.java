package io.tributary.streams.lifecycle;

import io.tributary.event.BillingInterval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * What a price per billing interval is per month. A month counts as a twelfth of a year, a year as
 * 52 weeks or 365 days, as is usual for recurring revenue.
 */
final class MonthlyAmount {
  private static final BigInteger HUNDRED_PERCENT = BigInteger.valueOf(100_000_000);
  private static final BigInteger MOST = BigInteger.valueOf(NewFact.MOST_MICROS);

  private MonthlyAmount() {}

  /**
   * @param unitMicros micro-units of the currency per unit and interval
   * @param percentMicros discount in micro-units of a percent, 0 to 100,000,000; taken off first
   * @param discountMicros discount in micro-units of the currency per interval
   * @return micro-units of the currency per month, half-even, never below 0; at most a trillion
   *     units
   */
  static long of(
      long unitMicros,
      long quantity,
      long percentMicros,
      long discountMicros,
      BillingInterval interval,
      int intervalCount) {
    // Exact until the one division: (unit × quantity × (100 % − percent) − discount × 100 %) ×
    // months' share.
    BigInteger perInterval =
        BigInteger.valueOf(unitMicros)
            .multiply(BigInteger.valueOf(quantity))
            .multiply(HUNDRED_PERCENT.subtract(BigInteger.valueOf(percentMicros)))
            .subtract(BigInteger.valueOf(discountMicros).multiply(HUNDRED_PERCENT));
    if (perInterval.signum() <= 0) {
      return 0;
    }
    BigInteger dividend = perInterval.multiply(BigInteger.valueOf(intervalsPerYear(interval)));
    BigInteger divisor = HUNDRED_PERCENT.multiply(BigInteger.valueOf(12L * intervalCount));
    return new BigDecimal(dividend)
        .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
        .toBigInteger()
        .min(MOST)
        .longValue();
  }

  private static int intervalsPerYear(BillingInterval interval) {
    return switch (interval) {
      case DAY -> 365;
      case WEEK -> 52;
      case MONTH -> 12;
      case YEAR -> 1;
    };
  }
}
