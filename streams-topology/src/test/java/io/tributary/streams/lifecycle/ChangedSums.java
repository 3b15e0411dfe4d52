package io.tributary.streams.lifecycle;

import io.tributary.output.MeasureChange;
import io.tributary.output.SliceChange;
import java.time.LocalDate;
import java.util.Map;

/** Adds up what was sent of the slices, in a form that tests can compare. */
public final class ChangedSums {
  private ChangedSums() {}

  /**
   * @param sums "dimension|slice measure day currency" → the sum; those that came to 0 are left out
   */
  public static void add(SliceChange change, Map<String, Long> sums) {
    for (MeasureChange measure : change.getChanges()) {
      DailyAmounts.forEach(
          measure.getAmounts(),
          (day, amount) ->
              sums.merge(
                  "%s|%s %s %s %s"
                      .formatted(
                          change.getDimension(),
                          change.getSlice(),
                          measure.getMeasure(),
                          LocalDate.ofEpochDay(day),
                          measure.getCurrency())
                      .strip(),
                  amount,
                  Long::sum));
    }
    sums.values().removeIf(amount -> amount == 0);
  }
}
