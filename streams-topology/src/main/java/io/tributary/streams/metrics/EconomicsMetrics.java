package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** What a customer costs against what it brings. */
final class EconomicsMetrics {
  private static final double DAYS_PER_MONTH = 365.0 / 12;

  static final Family FAMILY =
      new FamilyWriter("economics", FamilyWriter.EVERY_SLICE)
          .metric(
              "arpa",
              "L(d)mrr ÷ L(d)customers",
              "currency/month",
              List.of(Measures.MRR, Measures.CUSTOMERS),
              sums ->
                  Figure.average(sums.amountNow(Measures.MRR), sums.countNow(Measures.CUSTOMERS)))
          .metric(
              "cac_payback",
              "cac ÷ (mrr_new ÷ new_customers × gross margin)",
              "months",
              List.of(
                  Measures.SPEND_MARKETING,
                  Measures.SPEND_SALES,
                  Measures.MRR_NEW,
                  Measures.NEW_CUSTOMERS),
              EconomicsMetrics::payback)
          .metric(
              "ltv",
              "arpa × gross margin ÷ monthly logo churn",
              "currency",
              List.of(Measures.MRR, Measures.CUSTOMERS, Measures.CHURNED_CUSTOMERS),
              EconomicsMetrics::lifetimeValue)
          .metric(
              "ltv_cac",
              "ltv ÷ cac",
              "ratio",
              List.of(
                  Measures.MRR,
                  Measures.CUSTOMERS,
                  Measures.CHURNED_CUSTOMERS,
                  Measures.SPEND_MARKETING,
                  Measures.SPEND_SALES,
                  Measures.NEW_CUSTOMERS),
              EconomicsMetrics::lifetimeValueToCost)
          .family();

  private EconomicsMetrics() {}

  /** spend ÷ (mrr_new × gross margin): the number of new customers cancels out. */
  private static Figure payback(Sums sums) {
    long customers = sums.count(Measures.NEW_CUSTOMERS);
    long spend = AcquisitionMetrics.spend(sums);
    BigInteger margin =
        Exact.product(sums.amount(Measures.MRR_NEW), sums.policy().grossMarginMicros());
    // Without a new customer there is no cost of one.
    Long value =
        customers == 0
            ? null
            : Exact.quotient(Exact.product(spend, Exact.UNIT, Exact.UNIT), margin);
    return new Figure(
        value, spend, Exact.quotient(margin, BigInteger.valueOf(Exact.UNIT)), customers);
  }

  private static Figure lifetimeValue(Sums sums) {
    long customers = sums.countNow(Measures.CUSTOMERS);
    BigInteger margin =
        Exact.product(sums.amountNow(Measures.MRR), sums.policy().grossMarginMicros());
    BigDecimal churn = monthlyLogoChurn(sums);
    return new Figure(
        Exact.quotient(
            new BigDecimal(margin), churn.multiply(BigDecimal.valueOf(customers * Exact.UNIT))),
        Exact.quotient(margin, BigInteger.valueOf(customers * Exact.UNIT)),
        micros(churn),
        customers);
  }

  /** ltv × new_customers ÷ spend, in one division. */
  private static Figure lifetimeValueToCost(Sums sums) {
    long newCustomers = sums.count(Measures.NEW_CUSTOMERS);
    long spend = AcquisitionMetrics.spend(sums);
    BigInteger margin =
        Exact.product(
            sums.amountNow(Measures.MRR), sums.policy().grossMarginMicros(), newCustomers);
    Long value =
        newCustomers == 0
            ? null
            : Exact.quotient(
                new BigDecimal(margin),
                monthlyLogoChurn(sums)
                    .multiply(
                        new BigDecimal(Exact.product(sums.countNow(Measures.CUSTOMERS), spend))));
    return new Figure(
        value,
        lifetimeValue(sums).value(),
        Figure.average(spend, newCustomers).value(),
        newCustomers);
  }

  /**
   * 1 − (1 − logo churn)^(month ÷ window); 0 when there were no customers, as then the logo churn
   * has no value. The power is the one step that is not exact. It is taken as exp(ln(1 − churn) ×
   * month ÷ window), whose relative error stays below 10^-14 for a churn however small, by
   * StrictMath, which gives the same bits on every machine.
   */
  private static BigDecimal monthlyLogoChurn(Sums sums) {
    long customers = sums.countAtStart(Measures.CUSTOMERS);
    long churned = sums.count(Measures.CHURNED_CUSTOMERS);
    if (customers <= 0 || churned <= 0) {
      return BigDecimal.ZERO;
    }
    // Who came and went within the window can make more churned than there were at its start.
    double churn = Math.min(churned, customers) / (double) customers;
    double months = DAYS_PER_MONTH / sums.days();
    return new BigDecimal(-StrictMath.expm1(StrictMath.log1p(-churn) * months));
  }

  private static Long micros(BigDecimal number) {
    return Exact.quotient(number.multiply(BigDecimal.valueOf(Exact.UNIT)), BigDecimal.ONE);
  }
}
