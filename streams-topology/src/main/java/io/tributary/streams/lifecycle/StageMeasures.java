package io.tributary.streams.lifecycle;

import java.util.HashMap;
import java.util.Map;

/**
 * The measures of one stage of the pipeline. Their names are made once per stage of the policy, as
 * pages and their sums are found by them over and over.
 *
 * @param entered how often it was entered, by the day it was
 * @param advanced of those, how many went on to a later stage or were won from it
 * @param won of those, how many belong to an opportunity that is won
 * @param open a level of 1 while an opportunity is open in it
 * @param dwell how long it lasted, by the day it was left
 */
public record StageMeasures(
    String entered, String advanced, String won, String open, DurationMeasures dwell) {
  // Another map as soon as a stage is new, so that all threads may read it; who loses one to
  // another thread makes it again.
  private static volatile Map<String, StageMeasures> known = Map.of();

  /**
   * @param stage name of a stage of the policy
   */
  public static StageMeasures of(String stage) {
    StageMeasures measures = known.get(stage);
    if (measures == null) {
      measures = named(stage);
      Map<String, StageMeasures> more = new HashMap<>(known);
      more.put(stage, measures);
      known = more;
    }
    return measures;
  }

  private static StageMeasures named(String stage) {
    return new StageMeasures(
        Measures.STAGE_ENTERED + stage,
        Measures.STAGE_ADVANCED + stage,
        Measures.STAGE_WON + stage,
        Measures.STAGE_OPEN + stage,
        new DurationMeasures(
            Measures.STAGE_DWELL_MS + stage,
            Measures.STAGE_DWELL_COUNT + stage,
            Measures.STAGE_DWELL_BUCKET + stage + ':'));
  }
}
