package io.tributary.streams.metrics;

import io.tributary.output.MeasureChange;
import io.tributary.streams.lifecycle.DailyAmounts;
import io.tributary.streams.lifecycle.DurationBuckets;
import io.tributary.streams.lifecycle.Measures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All sums of one slice, by measure and currency. */
public final class SliceSums {
  private static final Series NOTHING = new Series();
  private static final Distribution NO_DURATIONS = new Distribution();
  private static final InCurrency NO_SUMS = new InCurrency();

  /** By currency, which is empty for plain numbers: most of what is asked for. */
  private final Map<String, InCurrency> byCurrency = new HashMap<>();

  private final InCurrency plain = new InCurrency();

  private final Set<String> currencies = new TreeSet<>();

  /** By measure with all but the bucket: {@code stage_dwell_bucket:Proposal:}. */
  private final Map<String, Distribution> distributions = new HashMap<>();

  private int ratesVersion;

  /** The sums of one currency, by measure. */
  private static final class InCurrency {
    private final Map<String, Series> series = new HashMap<>();
    private final Map<String, ConvertedSeries> converted = new HashMap<>();

    /** Of a measure with variants, by its name up to the first colon: each variant. */
    private final Map<String, NavigableMap<String, Series>> variants = new HashMap<>();
  }

  public SliceSums() {
    byCurrency.put("", plain);
  }

  public void add(String measure, String currency, int epochDay, long amount) {
    changing(measure, currency).add(epochDay, amount);
  }

  public void add(MeasureChange change) {
    Series series = changing(change.getMeasure(), change.getCurrency());
    DailyAmounts.forEach(change.getAmounts(), series::add);
  }

  private Series changing(String measure, String currency) {
    InCurrency sums = currency.isEmpty() ? plain : byCurrency.get(currency);
    if (sums == null) {
      sums = new InCurrency();
      byCurrency.put(currency, sums);
      currencies.add(currency);
    }
    if (!sums.converted.isEmpty()) {
      sums.converted.remove(measure);
    }
    Series series = sums.series.get(measure);
    return series == null ? begin(measure, sums) : series;
  }

  private Series begin(String measure, InCurrency sums) {
    Series begun = begin(measure);
    sums.series.put(measure, begun);
    int colon = measure.indexOf(':');
    if (colon >= 0) {
      sums.variants
          .computeIfAbsent(measure.substring(0, colon + 1), first -> new TreeMap<>())
          .put(measure.substring(colon + 1), begun);
    }
    return begun;
  }

  private Series begin(String measure) {
    if (!Measures.isBucket(measure)) {
      return new Series();
    }
    int bucket = measure.lastIndexOf(':') + 1;
    return distributions
        .computeIfAbsent(measure.substring(0, bucket), first -> new Distribution())
        .bucket(DurationBuckets.numberOf(measure.substring(bucket)));
  }

  /** How many sums there are: what a slice costs in memory. */
  public int size() {
    int size = 0;
    for (InCurrency sums : byCurrency.values()) {
      for (Series series : sums.series.values()) {
        size += series.size();
      }
    }
    return size;
  }

  /**
   * All sums of the days from one up to another, which is not one of them, by measure: changes that
   * lead to them.
   */
  public List<MeasureChange> during(int from, int end) {
    List<MeasureChange> found = new ArrayList<>();
    DailyAmounts amounts = new DailyAmounts();
    byCurrency.forEach(
        (currency, sums) ->
            sums.series.forEach(
                (measure, series) -> {
                  series.forEach(from, end, amounts::add);
                  if (!amounts.isEmpty()) {
                    found.add(new MeasureChange(measure, currency, amounts.take()));
                  }
                }));
    return found;
  }

  /** The sum of one day. */
  long on(String measure, String currency, int epochDay) {
    return of(measure, currency).on(epochDay);
  }

  /** The sum of all days up to and including this one. */
  long upTo(String measure, String currency, int epochDay) {
    return of(measure, currency).upTo(epochDay);
  }

  /** The sum of the days after one up to and including another. */
  long between(String measure, String currency, int after, int upTo) {
    return of(measure, currency).between(after, upTo);
  }

  /**
   * The variants of a measure, in order.
   *
   * @param measure with its colon
   */
  NavigableMap<String, Series> variants(String measure, String currency) {
    NavigableMap<String, Series> variants = in(currency).variants.get(measure);
    return variants == null ? new TreeMap<>() : variants;
  }

  /**
   * How many durations there were, by bucket.
   *
   * @param measure with the colon before the bucket
   */
  Distribution distribution(String measure) {
    return distributions.getOrDefault(measure, NO_DURATIONS);
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
      byCurrency.values().forEach(sums -> sums.converted.clear());
      ratesVersion = rates.version();
    }
    InCurrency sums = in(currency);
    Series series = sums.series.get(measure);
    return series == null
        ? null
        : sums.converted.computeIfAbsent(
            measure, first -> new ConvertedSeries(series, currency, rates));
  }

  /** The first day on which any of the measures has a sum; {@link Series#NO_DAY}. */
  int firstDay(Collection<String> measures) {
    int first = Series.NO_DAY;
    for (String measure : measures) {
      for (String currency : byCurrency.keySet()) {
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
    return in(currency).series.getOrDefault(measure, NOTHING);
  }

  private InCurrency in(String currency) {
    return currency.isEmpty() ? plain : byCurrency.getOrDefault(currency, NO_SUMS);
  }
}
