package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import java.util.List;

/** Recurring revenue: how much, how it moves, how much of it stays. */
final class RecurringMetrics {
  private static final List<String> LOSSES = List.of(Measures.MRR_CHURN, Measures.MRR_CONTRACTION);
  private static final List<String> GAINS =
      List.of(Measures.MRR_NEW, Measures.MRR_EXPANSION, Measures.MRR_REACTIVATION);

  static final Family FAMILY =
      new FamilyWriter("recurring", FamilyWriter.EVERY_SLICE)
          .metric(
              "mrr",
              "L(d)mrr",
              "currency/month",
              List.of(Measures.MRR, Measures.LOGOS),
              sums -> Figure.amount(sums.amountNow(Measures.MRR), sums.countNow(Measures.LOGOS)))
          .metric(
              "arr",
              "L(d)mrr × 12",
              "currency/year",
              List.of(Measures.MRR, Measures.LOGOS),
              sums ->
                  Figure.multiple(sums.amountNow(Measures.MRR), 12, sums.countNow(Measures.LOGOS)))
          .metric(
              "mrr_at_risk",
              "L(d)mrr of customers with a health flag",
              "currency/month",
              List.of(Measures.MRR_AT_RISK),
              sums -> Figure.amount(sums.amountNow(Measures.MRR_AT_RISK), 1))
          .metric(
              "mrr_growth",
              "(L(d)mrr − L(s)mrr) ÷ L(s)mrr",
              "ratio",
              List.of(Measures.MRR, Measures.LOGOS),
              sums ->
                  Figure.ratio(
                      sums.amountNow(Measures.MRR) - sums.amountAtStart(Measures.MRR),
                      sums.amountAtStart(Measures.MRR),
                      sums.countAtStart(Measures.LOGOS)))
          .metric(
              "gross_mrr_churn",
              "(mrr_churn + mrr_contraction) ÷ L(s)mrr",
              "ratio",
              List.of(Measures.MRR_CHURN, Measures.MRR_CONTRACTION, Measures.MRR, Measures.LOGOS),
              sums ->
                  Figure.ratio(
                      sum(sums, LOSSES),
                      sums.amountAtStart(Measures.MRR),
                      sums.countAtStart(Measures.LOGOS)))
          .metric(
              "net_mrr_churn",
              "(mrr_churn + mrr_contraction − mrr_expansion − mrr_reactivation) ÷ L(s)mrr",
              "ratio",
              List.of(
                  Measures.MRR_CHURN,
                  Measures.MRR_CONTRACTION,
                  Measures.MRR_EXPANSION,
                  Measures.MRR_REACTIVATION,
                  Measures.MRR,
                  Measures.LOGOS),
              sums ->
                  Figure.ratio(
                      sum(sums, LOSSES)
                          - sums.amount(Measures.MRR_EXPANSION)
                          - sums.amount(Measures.MRR_REACTIVATION),
                      sums.amountAtStart(Measures.MRR),
                      sums.countAtStart(Measures.LOGOS)))
          .metric(
              "quick_ratio",
              "(mrr_new + mrr_expansion + mrr_reactivation) ÷ (mrr_contraction + mrr_churn)",
              "ratio",
              List.of(
                  Measures.MRR_NEW,
                  Measures.MRR_EXPANSION,
                  Measures.MRR_REACTIVATION,
                  Measures.MRR_CHURN,
                  Measures.MRR_CONTRACTION),
              sums ->
                  Figure.ratio(sum(sums, GAINS), sum(sums, LOSSES), sums.countNow(Measures.LOGOS)))
          .metric(
              "logo_churn",
              "churned_customers ÷ L(s)customers",
              "ratio",
              List.of(Measures.CHURNED_CUSTOMERS, Measures.CUSTOMERS),
              sums ->
                  Figure.share(
                      sums.count(Measures.CHURNED_CUSTOMERS),
                      sums.countAtStart(Measures.CUSTOMERS)))
          .metric(
              "nrr",
              "mrr_kept ÷ mrr_base",
              "ratio",
              retention(Measures.MRR_KEPT),
              sums -> kept(sums, Measures.MRR_KEPT))
          .in(Window.TRAILING)
          .metric(
              "grr",
              "mrr_floor ÷ mrr_base",
              "ratio",
              retention(Measures.MRR_FLOOR),
              sums -> kept(sums, Measures.MRR_FLOOR))
          .in(Window.TRAILING)
          .metric(
              "logo_retention",
              "logos_kept ÷ logos_base",
              "ratio",
              retention(Measures.LOGOS_KEPT),
              sums ->
                  Figure.share(
                      sums.countNow(Measures.LOGOS_KEPT + sums.window().name()),
                      sums.countAtStart(Measures.LOGOS)))
          .in(Window.TRAILING)
          .metric(
              "customers",
              "L(d)customers",
              "count",
              List.of(Measures.CUSTOMERS),
              sums -> Figure.count(sums.countNow(Measures.CUSTOMERS)))
          .countOf(Measures.CHURNED_CUSTOMERS)
          .countOf(Measures.REACTIVATED_CUSTOMERS)
          .amountOf(Measures.MRR_NEW)
          .amountOf(Measures.MRR_EXPANSION)
          .amountOf(Measures.MRR_CONTRACTION)
          .amountOf(Measures.MRR_CHURN)
          .amountOf(Measures.MRR_REACTIVATION)
          .metric(
              "mrr_fx",
              "L(d)mrr − L(s)mrr less all movements: what exchange rates did to it",
              "currency/month",
              List.of(
                  Measures.MRR,
                  Measures.MRR_NEW,
                  Measures.MRR_EXPANSION,
                  Measures.MRR_REACTIVATION,
                  Measures.MRR_CHURN,
                  Measures.MRR_CONTRACTION),
              sums ->
                  Figure.amount(
                      sums.amountNow(Measures.MRR)
                          - sums.amountAtStart(Measures.MRR)
                          - sum(sums, GAINS)
                          + sum(sums, LOSSES),
                      1))
          .family();

  private RecurringMetrics() {}

  private static long sum(Sums sums, List<String> measures) {
    return measures.stream().mapToLong(sums::amount).sum();
  }

  /** What is there today of the MRR of W days ago: the base is the level then. */
  private static Figure kept(Sums sums, String measure) {
    return Figure.ratio(
        sums.amountNowAtRatesOfStart(measure + sums.window().name()),
        sums.amountAtStart(Measures.MRR),
        sums.countAtStart(Measures.LOGOS));
  }

  private static List<String> retention(String prefix) {
    return List.of(
        Measures.MRR,
        Measures.LOGOS,
        prefix + Window.R7,
        prefix + Window.R30,
        prefix + Window.R90,
        prefix + Window.R365);
  }
}
