package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import io.tributary.streams.lifecycle.SliceChanges;
import java.util.List;

/** What was sold against what was to be sold. */
final class QuotaMetrics {
  /** The measure that a formula looks at beyond the as-of day. */
  static final String WHOLE_PERIOD = Measures.QUOTA;

  private static final List<String> MEASURES =
      List.of(Measures.WON_AMOUNT, Measures.QUOTA, Measures.WON);

  static final Family FAMILY =
      new FamilyWriter("quota", List.of(SliceChanges.TOTAL, "owner", "region", "segment"))
          .metric(
              "quota_attainment",
              "won_amount ÷ quota of the whole period",
              "ratio",
              MEASURES,
              sums -> against(sums, sums.amountOfPeriod(Measures.QUOTA)))
          .in(Window.TO_DATE)
          .metric(
              "quota_pace",
              "won_amount ÷ quota to date",
              "ratio",
              MEASURES,
              sums -> against(sums, sums.amount(Measures.QUOTA)))
          .in(Window.TO_DATE)
          .metric(
              "coverage",
              "closing_amount of this quarter and overdue ÷ (quota of the quarter − won_amount)",
              "ratio",
              List.of(Measures.CLOSING_AMOUNT, Measures.QUOTA, Measures.WON_AMOUNT),
              QuotaMetrics::coverage)
          .in(List.of(Window.QTD))
          .family();

  private QuotaMetrics() {}

  /** Where the quota is reached nothing is left to be covered, and there is no value. */
  private static Figure coverage(Sums sums) {
    long closing = sums.closingNow(Measures.CLOSING_AMOUNT);
    long left = sums.amountOfPeriod(Measures.QUOTA) - sums.amount(Measures.WON_AMOUNT);
    return left > 0 ? Figure.ratio(closing, left, 1) : new Figure(null, closing, left, 1);
  }

  private static Figure against(Sums sums, long quota) {
    return Figure.ratio(sums.amount(Measures.WON_AMOUNT), quota, sums.count(Measures.WON));
  }
}
