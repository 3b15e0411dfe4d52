package io.tributary.streams.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All sums of one slice, by measure and currency. */
public final class SliceSums {
  /** One series of a slice; the currency is empty for a plain number. */
  public record Key(String measure, String currency) {}

  private static final Series NOTHING = new Series();
  private static final NavigableMap<String, Series> NONE = new TreeMap<>();

  private final Map<Key, Series> series = new HashMap<>();
  private final Set<String> currencies = new TreeSet<>();
  private final Map<Key, ConvertedSeries> converted = new HashMap<>();
  private int ratesVersion;

  /** Of a measure with variants, by its name up to the colon: each variant. */
  private final Map<Key, NavigableMap<String, Series>> variants = new HashMap<>();

  public void add(String measure, String currency, int epochDay, long amount) {
    if (!converted.isEmpty()) {
      converted.remove(new Key(measure, currency));
    }
    series
        .computeIfAbsent(new Key(measure, currency), key -> begin(measure, currency))
        .add(epochDay, amount);
  }

  private Series begin(String measure, String currency) {
    Series begun = new Series();
    if (!currency.isEmpty()) {
      currencies.add(currency);
    }
    int colon = measure.indexOf(':');
    if (colon >= 0) {
      variants
          .computeIfAbsent(
              new Key(measure.substring(0, colon + 1), currency), key -> new TreeMap<>())
          .put(measure.substring(colon + 1), begun);
    }
    return begun;
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

  /**
   * The variants of a measure, in order.
   *
   * @param measure with its colon
   */
  NavigableMap<String, Series> variants(String measure, String currency) {
    return variants.getOrDefault(new Key(measure, currency), NONE);
  }

  /**
   * Of the variants of a measure those of one group, by their whole names: {@code Proposal:0123}.
   *
   * @param measure with its colon
   */
  NavigableMap<String, Series> variants(String measure, String group, String currency) {
    // All that begins with "group:" lies between that and "group;", the next character.
    return variants(measure, currency).subMap(group + ':', true, group + ';', false);
  }

  /** Of all amounts. */
  Set<String> currencies() {
    return currencies;
  }

  /** Whether there is an amount in another currency. */
  boolean hasOtherThan(String currency) {
    return currencies.size() > 1 || currencies.size() == 1 && !currencies.contains(currency);
  }

  /** A flow in another currency, at the rates of its days; null where there is none. */
  ConvertedSeries converted(String measure, String currency, Rates rates) {
    if (ratesVersion != rates.version()) {
      converted.clear();
      ratesVersion = rates.version();
    }
    Key key = new Key(measure, currency);
    Series sums = series.get(key);
    return sums == null
        ? null
        : converted.computeIfAbsent(key, first -> new ConvertedSeries(sums, currency, rates));
  }

  /** The first day on which any of the measures has a sum; {@link Series#NO_DAY}. */
  int firstDay(Collection<String> measures) {
    int first = Series.NO_DAY;
    for (String measure : measures) {
      first = Math.min(first, firstDay(measure, ""));
      for (String currency : currencies) {
        first = Math.min(first, firstDay(measure, currency));
      }
    }
    return first;
  }

  private int firstDay(String measure, String currency) {
    return measure.endsWith(":")
        ? variants(measure, currency).values().stream()
            .mapToInt(Series::firstDay)
            .min()
            .orElse(Series.NO_DAY)
        : of(measure, currency).firstDay();
  }

  private Series of(String measure, String currency) {
    return series.getOrDefault(new Key(measure, currency), NOTHING);
  }
}
