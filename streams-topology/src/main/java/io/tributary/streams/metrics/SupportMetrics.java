package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import java.util.List;

/** How customers are helped, and how they like it. */
final class SupportMetrics {
  static final Family FAMILY =
      new FamilyWriter("support", FamilyWriter.EVERY_SLICE)
          .metric(
              "first_response_mean",
              "first_response_ms ÷ first_responses",
              "minutes",
              List.of(Measures.FIRST_RESPONSE_MS, Measures.FIRST_RESPONSES),
              sums ->
                  Figure.mean(
                      sums.count(Measures.FIRST_RESPONSE_MS),
                      sums.count(Measures.FIRST_RESPONSES),
                      Exact.MINUTE_MS))
          .metric(
              "first_response_median",
              "median of first_response",
              "minutes",
              List.of(Measures.FIRST_RESPONSE_BUCKET),
              sums -> sums.distribution(Measures.FIRST_RESPONSE_BUCKET).median(Exact.MINUTE_MS))
          .metric(
              "resolution_mean",
              "resolution_ms ÷ tickets_solved",
              "hours",
              List.of(Measures.RESOLUTION_MS, Measures.TICKETS_SOLVED),
              sums ->
                  Figure.mean(
                      sums.count(Measures.RESOLUTION_MS),
                      sums.count(Measures.TICKETS_SOLVED),
                      Exact.HOUR_MS))
          .metric(
              "resolution_median",
              "median of resolution",
              "hours",
              List.of(Measures.RESOLUTION_BUCKET),
              sums -> sums.distribution(Measures.RESOLUTION_BUCKET).median(Exact.HOUR_MS))
          .metric(
              "reopen_rate",
              "reopens ÷ tickets_solved",
              "ratio",
              List.of(Measures.REOPENS, Measures.TICKETS_SOLVED),
              sums ->
                  Figure.share(sums.count(Measures.REOPENS), sums.count(Measures.TICKETS_SOLVED)))
          .metric(
              "csat",
              "csat_sum ÷ csat_count",
              "score",
              List.of(Measures.CSAT_SUM, Measures.CSAT_COUNT),
              sums -> Figure.share(sums.count(Measures.CSAT_SUM), sums.count(Measures.CSAT_COUNT)))
          .metric(
              "csat_satisfied",
              "csat_satisfied ÷ csat_count",
              "ratio",
              List.of(Measures.CSAT_SATISFIED, Measures.CSAT_COUNT),
              sums ->
                  Figure.share(
                      sums.count(Measures.CSAT_SATISFIED), sums.count(Measures.CSAT_COUNT)))
          .metric(
              "nps",
              "(nps_promoters − nps_detractors) ÷ nps_count × 100",
              "score",
              List.of(Measures.NPS_PROMOTERS, Measures.NPS_DETRACTORS, Measures.NPS_COUNT),
              sums ->
                  Figure.share(
                      100
                          * (sums.count(Measures.NPS_PROMOTERS)
                              - sums.count(Measures.NPS_DETRACTORS)),
                      sums.count(Measures.NPS_COUNT)))
          .metric(
              "open_tickets",
              "L(d)open_tickets",
              "count",
              List.of(Measures.OPEN_TICKETS),
              sums -> Figure.count(sums.countNow(Measures.OPEN_TICKETS)))
          .countOf(Measures.TICKETS_OPENED)
          .countOf(Measures.TICKETS_SOLVED)
          .family();

  private SupportMetrics() {}
}
