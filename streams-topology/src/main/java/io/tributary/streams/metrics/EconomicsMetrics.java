package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
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

  /** The number of new customers cancels out, but without one there is no cost per customer. */
  private static Figure payback(Sums sums) {
    long customers = sums.count(Measures.NEW_CUSTOMERS);
    long spend = AcquisitionMetrics.spend(sums);
    Long margin =
        Exact.quotient(
            new long[] {sums.amount(Measures.MRR_NEW), sums.policy().grossMarginMicros()},
            new long[] {Exact.UNIT});
    Long value = customers == 0 ? null : Exact.ratio(spend, margin);
    return new Figure(value, spend, margin, customers);
  }

  private static Figure lifetimeValue(Sums sums) {
    Long perMonth =
        Exact.quotient(
            new long[] {sums.amountNow(Measures.MRR), sums.policy().grossMarginMicros()},
            new long[] {sums.countNow(Measures.CUSTOMERS), Exact.UNIT});
    long numerator = perMonth == null ? 0 : perMonth;
    long monthlyChurn = monthlyLogoChurn(sums);
    Long value = perMonth == null ? null : Exact.ratio(numerator, monthlyChurn);
    return new Figure(value, numerator, monthlyChurn, sums.countNow(Measures.CUSTOMERS));
  }

  private static Figure lifetimeValueToCost(Sums sums) {
    Long value = lifetimeValue(sums).value();
    Figure cost =
        Figure.average(AcquisitionMetrics.spend(sums), sums.count(Measures.NEW_CUSTOMERS));
    long numerator = value == null ? 0 : value;
    long denominator = cost.value() == null ? 0 : cost.value();
    return new Figure(
        value == null ? null : Exact.ratio(numerator, denominator),
        numerator,
        denominator,
        cost.sample());
  }

  /**
   * 1 − (1 − logo churn)^(month ÷ window), micro-units; 0 when there were no customers. A power is
   * the one step that is not exact: StrictMath gives the same bits on every machine, and the result
   * is rounded to a micro-unit.
   */
  private static long monthlyLogoChurn(Sums sums) {
    long customers = sums.countAtStart(Measures.CUSTOMERS);
    long churned = sums.count(Measures.CHURNED_CUSTOMERS);
    if (customers <= 0) {
      return 0;
    }
    double kept = Math.max(0, customers - churned) / (double) customers;
    return StrictMath.round((1 - StrictMath.pow(kept, DAYS_PER_MONTH / sums.days())) * Exact.UNIT);
  }
}
