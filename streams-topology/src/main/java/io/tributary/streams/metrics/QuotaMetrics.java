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
          .family();

  private QuotaMetrics() {}

  private static Figure against(Sums sums, long quota) {
    return Figure.ratio(sums.amount(Measures.WON_AMOUNT), quota, sums.count(Measures.WON));
  }
}
