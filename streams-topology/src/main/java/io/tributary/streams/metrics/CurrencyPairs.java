package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was said of each pair of currencies, whichever way round. Of what several sources say of the
 * same pair and day, what was said last is believed.
 */
final class CurrencyPairs {
  private static final BigInteger GIVEN_UNIT = BigInteger.TEN.pow(Measures.FX_RATE_PLACES);

  /** By one currency, and by the other: both ways. */
  private final Map<String, NavigableMap<String, NavigableMap<Integer, Said>>> pairs =
      new HashMap<>();

  /**
   * @param given the measures of rates, {@link Measures#FX_RATE} and {@link Measures#FX_RATE_SAID}
   */
  CurrencyPairs(SliceSums given) {
    given
        .variants(Measures.FX_RATE, "")
        .forEach(
            (variant, series) ->
                series.forEach(
                    (day, units) ->
                        hear(
                            variant,
                            day,
                            BigInteger.valueOf(units),
                            given.on(Measures.FX_RATE_SAID + variant, "", day))));
  }

  /** Not rounded yet: units of the other for one of the first. */
  record Fraction(BigInteger numerator, BigInteger denominator) {
    Fraction times(Fraction other) {
      return new Fraction(
          numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }
  }

  private record Said(Fraction rate, long at) {}

  private void hear(String variant, int day, BigInteger units, long at) {
    String base = base(variant);
    String quote = quote(variant);
    hear(base, quote, day, new Said(new Fraction(units, GIVEN_UNIT), at));
    hear(quote, base, day, new Said(new Fraction(GIVEN_UNIT, units), at));
  }

  /** Variants come in order of their names: of what was said at the same time, the first holds. */
  private void hear(String one, String other, int day, Said said) {
    pairs
        .computeIfAbsent(one, first -> new TreeMap<>())
        .computeIfAbsent(other, first -> new TreeMap<>())
        .merge(day, said, (before, later) -> later.at() > before.at() ? later : before);
  }

  static String base(String variant) {
    return variant.substring(0, variant.indexOf('/'));
  }

  static String quote(String variant) {
    return variant.substring(variant.indexOf('/') + 1, variant.indexOf(':'));
  }

  /** All currencies of which anything is known. */
  Set<String> currencies() {
    return pairs.keySet();
  }

  /** The currencies that one makes a pair with, in order. */
  NavigableSet<String> with(String currency) {
    return pairs.getOrDefault(currency, new TreeMap<>()).navigableKeySet();
  }

  /** The days of which anything was said of a pair. */
  NavigableSet<Integer> days(String one, String other) {
    NavigableMap<Integer, Said> days = of(one, other);
    return days == null ? new TreeSet<>() : days.navigableKeySet();
  }

  /** Of the latest day up to this one; null where nothing is known. */
  Fraction on(String one, String other, int day) {
    NavigableMap<Integer, Said> days = of(one, other);
    var latest = days == null ? null : days.floorEntry(day);
    return latest == null ? null : latest.getValue().rate();
  }

  private NavigableMap<Integer, Said> of(String one, String other) {
    NavigableMap<String, NavigableMap<Integer, Said>> others = pairs.get(one);
    return others == null ? null : others.get(other);
  }
}
