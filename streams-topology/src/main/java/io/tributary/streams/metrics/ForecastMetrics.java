package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import java.util.List;

/** What the quarter is expected to bring. */
final class ForecastMetrics {
  static final Family FAMILY =
      new FamilyWriter("forecast", FamilyWriter.EVERY_SLICE)
          .metric(
              "forecast",
              "won_amount + closing_weighted of this quarter and overdue",
              "currency",
              List.of(Measures.WON_AMOUNT, Measures.CLOSING_WEIGHTED, Measures.WON),
              sums ->
                  Figure.amount(
                      sums.amount(Measures.WON_AMOUNT) + sums.closingNow(Measures.CLOSING_WEIGHTED),
                      sums.count(Measures.WON)))
          .in(List.of(Window.QTD))
          .family();

  private ForecastMetrics() {}
}
