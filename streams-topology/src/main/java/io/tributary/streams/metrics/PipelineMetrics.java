package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import java.math.BigInteger;
import java.util.List;

/** How fast the pipeline turns into revenue. */
final class PipelineMetrics {
  static final Family FAMILY =
      new FamilyWriter("pipeline", FamilyWriter.EVERY_SLICE)
          .metric(
              "pipeline_velocity",
              "L(d)open_opportunities × win_rate × average_won_amount ÷ average_cycle",
              "currency/day",
              List.of(
                  Measures.OPEN_OPPORTUNITIES,
                  Measures.WON,
                  Measures.LOST,
                  Measures.WON_AMOUNT,
                  Measures.WON_CYCLE_MS,
                  Measures.WON_CYCLE_COUNT),
              PipelineMetrics::velocity)
          .metric(
              "win_rate",
              "won ÷ (won + lost)",
              "ratio",
              List.of(Measures.WON, Measures.LOST),
              sums ->
                  Figure.share(
                      sums.count(Measures.WON),
                      sums.count(Measures.WON) + sums.count(Measures.LOST)))
          .metric(
              "win_rate_value",
              "won_amount ÷ (won_amount + lost_amount)",
              "ratio",
              List.of(Measures.WON_AMOUNT, Measures.LOST_AMOUNT, Measures.WON, Measures.LOST),
              sums ->
                  Figure.ratio(
                      sums.amount(Measures.WON_AMOUNT),
                      sums.amount(Measures.WON_AMOUNT) + sums.amount(Measures.LOST_AMOUNT),
                      sums.count(Measures.WON) + sums.count(Measures.LOST)))
          .metric(
              "average_won_amount",
              "won_amount ÷ won",
              "currency",
              List.of(Measures.WON_AMOUNT, Measures.WON),
              sums -> Figure.average(sums.amount(Measures.WON_AMOUNT), sums.count(Measures.WON)))
          .metric(
              "average_cycle",
              "won_cycle_ms ÷ won_cycle_count",
              "days",
              List.of(Measures.WON_CYCLE_MS, Measures.WON_CYCLE_COUNT),
              sums ->
                  Figure.mean(
                      sums.count(Measures.WON_CYCLE_MS),
                      sums.count(Measures.WON_CYCLE_COUNT),
                      Exact.DAY_MS))
          .metric(
              "median_cycle",
              "median of won_cycle",
              "days",
              List.of(Measures.WON_CYCLE_BUCKET),
              sums -> sums.distribution(Measures.WON_CYCLE_BUCKET).median(Exact.DAY_MS))
          .metric(
              "open_pipeline",
              "L(d)open_amount",
              "currency",
              List.of(Measures.OPEN_AMOUNT, Measures.OPEN_OPPORTUNITIES),
              sums ->
                  Figure.amount(
                      sums.amountNow(Measures.OPEN_AMOUNT),
                      sums.countNow(Measures.OPEN_OPPORTUNITIES)))
          .metric(
              "weighted_pipeline",
              "L(d)weighted_amount",
              "currency",
              List.of(Measures.WEIGHTED_AMOUNT, Measures.OPEN_OPPORTUNITIES),
              sums ->
                  Figure.amount(
                      sums.amountNow(Measures.WEIGHTED_AMOUNT),
                      sums.countNow(Measures.OPEN_OPPORTUNITIES)))
          .metric(
              "open_opportunities",
              "L(d)open_opportunities",
              "count",
              List.of(Measures.OPEN_OPPORTUNITIES),
              sums -> Figure.count(sums.countNow(Measures.OPEN_OPPORTUNITIES)))
          .countOf(Measures.OPENED)
          .countOf(Measures.WON)
          .countOf(Measures.LOST)
          .amountOf(Measures.WON_AMOUNT)
          .family();

  private PipelineMetrics() {}

  /**
   * The four factors are multiplied out, so that there is one division: open × won_amount ×
   * won_cycle_count × day ÷ ((won + lost) × won_cycle_ms). The number won cancels out, but without
   * one there is no average.
   */
  private static Figure velocity(Sums sums) {
    long open = sums.countNow(Measures.OPEN_OPPORTUNITIES);
    long won = sums.count(Measures.WON);
    long closed = won + sums.count(Measures.LOST);
    long wonAmount = sums.amount(Measures.WON_AMOUNT);
    long cycleMs = sums.count(Measures.WON_CYCLE_MS);
    long cycles = sums.count(Measures.WON_CYCLE_COUNT);
    BigInteger expected = Exact.product(open, wonAmount);
    Long velocity =
        won == 0
            ? null
            : Exact.quotient(
                expected.multiply(Exact.product(cycles, Exact.DAY_MS)),
                Exact.product(closed, cycleMs));
    return new Figure(
        velocity, Exact.quotient(expected, BigInteger.valueOf(closed)), days(cycleMs, cycles), won);
  }

  /** Micro-days. */
  private static Long days(long milliseconds, long divisor) {
    return Exact.quotient(
        Exact.product(milliseconds, Exact.UNIT), Exact.product(divisor, Exact.DAY_MS));
  }
}
