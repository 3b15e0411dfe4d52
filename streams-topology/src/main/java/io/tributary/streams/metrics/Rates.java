package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import io.tributary.streams.metrics.CurrencyPairs.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The exchange rates into the reporting currency, each day's from the latest one known on or before
 * it. A pair that is given the other way round is turned round. As long as nothing is known of the
 * pair itself, the way goes through one other currency: of those with which both pairs are known,
 * the first by name.
 */
public final class Rates {
  /** Decimals of a rate, so that one that was turned round is exact enough. */
  static final int PLACES = 18;

  private static final BigInteger UNIT = BigInteger.TEN.pow(PLACES);

  private final String reporting;
  private final SliceSums given;
  private CurrencyPairs pairs;
  private Map<String, NavigableMap<Integer, BigInteger>> byCurrency;
  private int version;

  /**
   * @param reporting the reporting currency
   * @param given the measures of rates, {@link Measures#FX_RATE} and {@link Measures#FX_RATE_SAID}
   */
  public Rates(String reporting, SliceSums given) {
    this.reporting = reporting;
    this.given = given;
    build();
  }

  public static Rates none(String reporting) {
    return new Rates(reporting, new SliceSums());
  }

  /** The currencies whose worth a change of such a measure may change. */
  public Set<String> currenciesOf(String measure) {
    String variant = measure.substring(measure.indexOf(':') + 1);
    List<String> sides = List.of(CurrencyPairs.base(variant), CurrencyPairs.quote(variant));
    Set<String> currencies = new TreeSet<>(sides);
    if (currencies.remove(reporting)) {
      // Others may come to the reporting currency through the one that is left.
      sides.forEach(
          side -> currencies.addAll(side.equals(reporting) ? Set.of() : pairs.with(side)));
      currencies.remove(reporting);
    }
    return currencies;
  }

  /** What is given has changed. */
  public void rebuild() {
    build();
    version++;
  }

  /** Another one after every change. */
  int version() {
    return version;
  }

  /** The measures that the rates were made of. */
  public SliceSums given() {
    return given;
  }

  /** Plain numbers and amounts in the reporting currency need none. */
  public boolean isKnown(String currency, int epochDay) {
    return currency.isEmpty() || currency.equals(reporting) || of(currency, epochDay) != null;
  }

  /** Units of 10^-18 of the reporting currency for one of the other; null where none is known. */
  BigInteger of(String currency, int epochDay) {
    NavigableMap<Integer, BigInteger> days = byCurrency.get(currency);
    var latest = days == null ? null : days.floorEntry(epochDay);
    return latest == null ? null : latest.getValue();
  }

  private void build() {
    pairs = new CurrencyPairs(given);
    byCurrency = new HashMap<>();
    for (String currency : pairs.currencies()) {
      if (!currency.equals(reporting)) {
        byCurrency.put(currency, ratesOf(currency));
      }
    }
  }

  private NavigableMap<Integer, BigInteger> ratesOf(String currency) {
    NavigableSet<Integer> direct = pairs.days(currency, reporting);
    NavigableMap<Integer, BigInteger> rates = new TreeMap<>();
    for (String common : pairs.with(currency)) {
      TreeSet<Integer> days = new TreeSet<>(pairs.days(currency, common));
      days.addAll(pairs.days(common, reporting));
      for (int day : direct.isEmpty() ? days : days.headSet(direct.first())) {
        Fraction through = through(currency, day);
        if (through != null) {
          rates.put(day, rounded(through));
        }
      }
    }
    direct.forEach(day -> rates.put(day, rounded(pairs.on(currency, reporting, day))));
    return rates;
  }

  private Fraction through(String currency, int day) {
    for (String common : pairs.with(currency)) {
      Fraction first = pairs.on(currency, common, day);
      Fraction second = pairs.on(common, reporting, day);
      if (first != null && second != null) {
        return first.times(second);
      }
    }
    return null;
  }

  private static BigInteger rounded(Fraction rate) {
    return new BigDecimal(rate.numerator().multiply(UNIT))
        .divide(new BigDecimal(rate.denominator()), 0, RoundingMode.HALF_EVEN)
        .toBigInteger();
  }

  static BigInteger exact(long micros) {
    return BigInteger.valueOf(micros).multiply(UNIT);
  }

  /** To micro-units, half-even: the one rounding of a converted amount. */
  static long round(BigInteger exact) {
    return new BigDecimal(exact, PLACES).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }
}
