package io.tributary.streams.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** All sums of one slice, by measure and currency. */
public final class SliceSums {
  /** One series of a slice; the currency is empty for a plain number. */
  public record Key(String measure, String currency) {}

  private static final Series NOTHING = new Series();

  private final Map<Key, Series> series = new HashMap<>();

  public void add(String measure, String currency, int epochDay, long amount) {
    series.computeIfAbsent(new Key(measure, currency), key -> new Series()).add(epochDay, amount);
  }

  /** How many sums there are: what a slice costs in memory. */
  public int size() {
    return series.values().stream().mapToInt(Series::size).sum();
  }

  /** The sum of one day. */
  public long on(String measure, String currency, int epochDay) {
    return of(measure, currency).on(epochDay);
  }

  /** The sum of all days up to and including this one. */
  long upTo(String measure, String currency, int epochDay) {
    return of(measure, currency).upTo(epochDay);
  }

  /** The first day on which any of the measures has a sum; {@link Series#NO_DAY}. */
  int firstDay(Collection<String> measures, String currency) {
    int first = Series.NO_DAY;
    for (String measure : measures) {
      first = Math.min(first, of(measure, "").firstDay());
      first = Math.min(first, of(measure, currency).firstDay());
    }
    return first;
  }

  private Series of(String measure, String currency) {
    return series.getOrDefault(new Key(measure, currency), NOTHING);
  }
}
