package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import java.util.List;

/** Money that came in. */
final class RevenueMetrics {
  private static final List<String> CASH = List.of(Measures.PAID, Measures.REFUNDED);

  static final Family FAMILY =
      new FamilyWriter("revenue", FamilyWriter.EVERY_SLICE)
          .metric(
              "revenue",
              "paid − refunded",
              "currency",
              CASH,
              sums -> Figure.amount(revenue(sums), 1))
          .metric(
              "revenue_growth",
              "revenue of the window less that of the window just before ÷ the latter",
              "ratio",
              CASH,
              RevenueMetrics::growth)
          .family();

  private RevenueMetrics() {}

  private static long revenue(Sums sums) {
    return sums.amount(Measures.PAID) - sums.amount(Measures.REFUNDED);
  }

  private static Figure growth(Sums sums) {
    long before = sums.amountBefore(Measures.PAID) - sums.amountBefore(Measures.REFUNDED);
    return Figure.ratio(revenue(sums) - before, before, 1);
  }
}
