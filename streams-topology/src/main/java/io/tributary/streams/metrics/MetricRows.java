package io.tributary.streams.metrics;

import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Works out the rows of a slice: for each family and as-of day all metrics in all windows. There is
 * a row for each day from the family's first in that slice to today; of days long past only for
 * those that end a month.
 */
public final class MetricRows {
  private final Policy policy;

  public MetricRows(Policy policy) {
    this.policy = policy;
  }

  /** Where rows go. */
  public interface Sink {
    void row(String key, MetricValues values);

    /** There is no such row (any more): what began the slice on that day was taken back. */
    void withdrawn(String key);
  }

  /**
   * @param families whose rows are wanted
   * @param from the first as-of day whose rows are wanted
   * @param today the as-of day that is not over
   * @param now when the rows are made
   */
  public void write(
      String dimension,
      String slice,
      SliceSums sums,
      Set<Family> families,
      LocalDate from,
      LocalDate today,
      Instant now,
      Sink sink) {
    String version = policy.version();
    for (Family family : families) {
      if (!family.dimensions().contains(dimension)) {
        continue;
      }
      int first = sums.firstDay(family.measures(), policy.currency());
      for (LocalDate asOf = from; !asOf.isAfter(today); asOf = asOf.plusDays(1)) {
        if (!hasRow(asOf, today)) {
          continue;
        }
        String key = key(family, dimension, slice, asOf);
        if (asOf.toEpochDay() < first) {
          sink.withdrawn(key);
          continue;
        }
        sink.row(
            key,
            new MetricValues(
                family.name(),
                dimension,
                slice,
                asOf,
                policy.currency(),
                asOf.equals(today),
                version,
                values(family, sums, asOf),
                now));
      }
    }
  }

  /** Every day of late, and before that the last day of each month. */
  boolean hasRow(LocalDate asOf, LocalDate today) {
    return asOf.isAfter(today.minusDays(policy.dailyRows()))
        || asOf.plusDays(1).getDayOfMonth() == 1;
  }

  private List<MetricValue> values(Family family, SliceSums slice, LocalDate asOf) {
    List<MetricValue> values = new ArrayList<>();
    for (Window window : Window.ALL) {
      Sums sums = new Sums(slice, policy, window, asOf);
      for (Metric metric : family.metrics()) {
        if (metric.windows().contains(window)) {
          Figure figure = metric.evaluate(sums);
          values.add(
              new MetricValue(
                  metric.name(),
                  window.name(),
                  figure.value(),
                  figure.numerator(),
                  figure.denominator(),
                  figure.sample()));
        }
      }
    }
    return values;
  }

  /** The key of the rows. */
  private static String key(Family family, String dimension, String slice, LocalDate asOf) {
    return family.name() + '|' + dimension + '|' + slice + '|' + asOf;
  }

  /**
   * {@code dimension|slice}: the key of the changes, and what decides where a slice is worked on.
   */
  public static String sliceKey(String dimension, String slice) {
    return dimension.equals(SliceChanges.TOTAL) ? dimension : dimension + '|' + slice;
  }
}
