package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import io.tributary.streams.lifecycle.StageMeasures;
import io.tributary.streams.policy.Policy;
import java.util.List;

/**
 * How opportunities pass the stages of the policy. Each metric is one of a stage, {@code
 * stage_conversion:Proposal}, and in a row only where the slice has seen the stage up to the as-of
 * day. As who enters a stage has entered all before it, there are no more forms of a row than
 * stages.
 */
final class StageMetrics {
  static final Family FAMILY =
      new Family("stages", FamilyWriter.EVERY_SLICE, StageMetrics::metrics);

  private StageMetrics() {}

  private static List<Metric> metrics(Policy policy) {
    FamilyWriter writer = new FamilyWriter("stages", FamilyWriter.EVERY_SLICE);
    policy.stages().forEach(stage -> add(writer, stage.name()));
    return writer.metrics();
  }

  private static void add(FamilyWriter writer, String stage) {
    StageMeasures measures = StageMeasures.of(stage);
    String entered = measures.entered();
    String advanced = measures.advanced();
    String dwellMs = measures.dwell().sum();
    String dwellCount = measures.dwell().count();
    String dwellBucket = measures.dwell().bucket();
    writer
        .metric(
            "stage_conversion:" + stage,
            advanced + " ÷ " + entered,
            "ratio",
            List.of(advanced, entered),
            sums -> Figure.share(sums.count(advanced), sums.count(entered)))
        .where(sums -> seen(sums, entered))
        .metric(
            "stage_dwell_mean:" + stage,
            dwellMs + " ÷ " + dwellCount,
            "days",
            List.of(dwellMs, dwellCount),
            sums -> Figure.mean(sums.count(dwellMs), sums.count(dwellCount), Exact.DAY_MS))
        .where(sums -> seen(sums, entered))
        .metric(
            "stage_dwell_median:" + stage,
            "median of stage_dwell:" + stage,
            "days",
            List.of(Measures.STAGE_DWELL_BUCKET),
            sums -> sums.distribution(dwellBucket).median(Exact.DAY_MS))
        .where(sums -> seen(sums, entered));
  }

  private static boolean seen(Sums sums, String entered) {
    return sums.countNow(entered) != 0;
  }
}
