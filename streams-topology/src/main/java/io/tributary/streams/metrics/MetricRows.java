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
import java.util.TreeSet;

/**
 * Works out the rows of a slice: for each family and as-of day all metrics in all windows. There is
 * a row for each day from the family's first in that slice to today; of days long past only for
 * those that end a month.
 */
public final class MetricRows {
  private final Policy policy;
  private final Rates rates;
  private final String version;

  /** Of each family: which metrics and measures there are under this policy. */
  private final List<Content> contents;

  /** All amounts are in the reporting currency, or left out. */
  public MetricRows(Policy policy) {
    this(policy, Rates.none(policy.currency()));
  }

  public MetricRows(Policy policy, Rates rates) {
    this.policy = policy;
    this.rates = rates;
    this.version = policy.version();
    this.contents =
        MetricCatalogue.FAMILIES.stream()
            .map(family -> new Content(family.metrics(policy), family.measures(policy)))
            .toList();
  }

  private record Content(List<Metric> metrics, Set<String> measures) {}

  /** The key of a row. */
  public record Key(String family, String dimension, String slice, LocalDate asOf) {
    String text() {
      return family + '|' + dimension + '|' + slice + '|' + asOf;
    }

    /** A slice may have the separator in it, the other parts do not. */
    public static Key parse(String text) {
      int family = text.indexOf('|');
      int dimension = text.indexOf('|', family + 1);
      int slice = text.lastIndexOf('|');
      return new Key(
          text.substring(0, family),
          text.substring(family + 1, dimension),
          text.substring(dimension + 1, slice),
          LocalDate.parse(text.substring(slice + 1)));
    }
  }

  /** Where rows go. */
  public interface Sink {
    void row(String key, MetricValues values);

    /** A row that went out is no more. */
    void withdrawn(String key);
  }

  /**
   * Sends what is due of a slice, and notes in {@code out} that it went out.
   *
   * @param day the as-of day that is not over; days do not begin again once they have ended
   * @param now when the rows are made
   */
  public void write(
      String dimension,
      String slice,
      SliceSums sums,
      SliceRows out,
      LocalDate day,
      Instant now,
      Sink sink) {
    int today = Math.max((int) day.toEpochDay(), out.today());
    for (int i = 0; i < MetricCatalogue.FAMILIES.size(); i++) {
      Family family = MetricCatalogue.FAMILIES.get(i);
      int first = Series.NO_DAY;
      if (family.dimensions().contains(dimension)) {
        first = sums.firstDay(contents.get(i).measures());
        withdraw(family, dimension, slice, out, i, first, today, sink);
        for (int asOf = Math.max(first, out.dueFrom(i, today)); asOf <= today; asOf++) {
          if (hasRow(asOf, today)) {
            LocalDate date = LocalDate.ofEpochDay(asOf);
            Set<String> leftOut = new TreeSet<>();
            sink.row(
                key(family, dimension, slice, date),
                new MetricValues(
                    family.name(),
                    dimension,
                    slice,
                    date,
                    policy.currency(),
                    asOf == today,
                    version,
                    values(contents.get(i).metrics(), sums, date, leftOut),
                    now,
                    List.copyOf(leftOut),
                    policy.fiscalYearStart().getValue(),
                    policy.cacLagDays()));
          }
        }
      }
      out.sent(i, first <= today ? first : SliceRows.NONE);
    }
    out.sentAll(today);
  }

  /** Rows that lost their beginning, or whose day is so long past that months' ends do. */
  private void withdraw(
      Family family,
      String dimension,
      String slice,
      SliceRows out,
      int place,
      int first,
      int today,
      Sink sink) {
    int end = Math.min(out.today(), Math.max(first - 1, today - policy.dailyRows()));
    for (int asOf = out.firstDay(place); asOf <= end; asOf++) {
      boolean remains = asOf >= first && hasRow(asOf, today);
      if (hasRow(asOf, out.today()) && !remains) {
        sink.withdrawn(key(family, dimension, slice, LocalDate.ofEpochDay(asOf)));
      }
    }
  }

  /** Every day of late, and before that the last day of each month. */
  private boolean hasRow(int asOf, int today) {
    return asOf > today - policy.dailyRows()
        || LocalDate.ofEpochDay(asOf + 1L).getDayOfMonth() == 1;
  }

  private List<MetricValue> values(
      List<Metric> metrics, SliceSums slice, LocalDate asOf, Set<String> leftOut) {
    List<MetricValue> values = new ArrayList<>();
    for (Window window : Window.ALL) {
      Sums sums = new Sums(slice, policy, rates, window, asOf, leftOut);
      for (Metric metric : metrics) {
        if (metric.windows().contains(window) && metric.isReported(sums)) {
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

  private static String key(Family family, String dimension, String slice, LocalDate asOf) {
    return new Key(family.name(), dimension, slice, asOf).text();
  }

  /**
   * {@code dimension|slice}: the key of the changes, and what decides where a slice is worked on.
   */
  public static String sliceKey(String dimension, String slice) {
    return dimension.equals(SliceChanges.TOTAL) ? dimension : dimension + '|' + slice;
  }
}
