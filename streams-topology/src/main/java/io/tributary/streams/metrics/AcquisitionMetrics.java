package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import java.util.List;

/** What it takes to win a customer. */
final class AcquisitionMetrics {
  static final Family FAMILY =
      new FamilyWriter("acquisition", FamilyWriter.EVERY_SLICE)
          .metric(
              "cac",
              "(spend_marketing + spend_sales) ÷ new_customers",
              "currency",
              List.of(Measures.SPEND_MARKETING, Measures.SPEND_SALES, Measures.NEW_CUSTOMERS),
              sums -> Figure.average(spend(sums), sums.count(Measures.NEW_CUSTOMERS)))
          .metric(
              "cac_marketing",
              "spend_marketing ÷ new_customers",
              "currency",
              List.of(Measures.SPEND_MARKETING, Measures.NEW_CUSTOMERS),
              sums ->
                  Figure.average(
                      sums.amountEarlier(Measures.SPEND_MARKETING, sums.policy().cacLagDays()),
                      sums.count(Measures.NEW_CUSTOMERS)))
          .metric(
              "lead_to_mql",
              "mqls ÷ leads",
              "ratio",
              List.of(Measures.MQLS, Measures.LEADS),
              sums -> Figure.share(sums.count(Measures.MQLS), sums.count(Measures.LEADS)))
          .metric(
              "mql_to_sql",
              "sqls ÷ mqls",
              "ratio",
              List.of(Measures.SQLS, Measures.MQLS),
              sums -> Figure.share(sums.count(Measures.SQLS), sums.count(Measures.MQLS)))
          .metric(
              "lead_response_median",
              "median of lead_response",
              "minutes",
              List.of(Measures.LEAD_RESPONSE_BUCKET),
              sums -> sums.distribution(Measures.LEAD_RESPONSE_BUCKET).median(Exact.MINUTE_MS))
          .metric(
              "lead_response_p90",
              "90th percentile of lead_response",
              "minutes",
              List.of(Measures.LEAD_RESPONSE_BUCKET),
              sums ->
                  sums.distribution(Measures.LEAD_RESPONSE_BUCKET).percentile(90, Exact.MINUTE_MS))
          .metric(
              "lead_response_5m",
              "leads_answered_5m ÷ leads",
              "ratio",
              List.of(Measures.LEADS_ANSWERED_5M, Measures.LEADS),
              sums ->
                  Figure.share(sums.count(Measures.LEADS_ANSWERED_5M), sums.count(Measures.LEADS)))
          .countOf(Measures.NEW_CUSTOMERS)
          .countOf(Measures.LEADS)
          .countOf(Measures.MQLS)
          .countOf(Measures.SQLS)
          .amountOf(Measures.SPEND_MARKETING)
          .amountOf(Measures.SPEND_SALES)
          .family();

  private AcquisitionMetrics() {}

  /** All spend, of the window that precedes the customers by the policy's lag. */
  static long spend(Sums sums) {
    int lag = sums.policy().cacLagDays();
    return sums.amountEarlier(Measures.SPEND_MARKETING, lag)
        + sums.amountEarlier(Measures.SPEND_SALES, lag);
  }
}
