package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.Measures;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The exchange rates into the reporting currency, each day's from the latest one known on or before
 * it. A pair that is given the other way round is turned round. Of several sources that say
 * something of the same pair and day, the one that said it last is believed.
 */
public final class Rates {
  /** Decimals of a rate, so that one that was turned round is exact enough. */
  static final int PLACES = 18;

  private static final BigInteger UNIT = BigInteger.TEN.pow(PLACES);
  private static final int GIVEN_PLACES = Measures.FX_RATE_PLACES;

  private final String reporting;
  private final SliceSums given;
  private Map<String, NavigableMap<Integer, BigInteger>> byCurrency = new HashMap<>();
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

  /** The currency that a change of such a measure concerns; null for none that is converted. */
  public String currencyOf(String measure) {
    String pair = pair(measure.substring(measure.indexOf(':') + 1));
    String base = pair.substring(0, pair.indexOf('/'));
    String quote = pair.substring(pair.indexOf('/') + 1);
    return quote.equals(reporting) ? base : base.equals(reporting) ? quote : null;
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

  private record Said(BigInteger rate, long at) {}

  private void build() {
    Map<String, NavigableMap<Integer, Said>> said = new HashMap<>();
    given
        .variants(Measures.FX_RATE, "")
        .forEach(
            (variant, series) -> {
              String currency = currencyOf(Measures.FX_RATE + variant);
              if (currency != null) {
                boolean direct = pair(variant).startsWith(currency + '/');
                series.forEach(
                    (day, units) ->
                        hear(
                            said.computeIfAbsent(currency, first -> new TreeMap<>()),
                            day,
                            new Said(
                                rate(units, direct),
                                given.on(Measures.FX_RATE_SAID + variant, "", day))));
              }
            });
    byCurrency = new HashMap<>();
    said.forEach(
        (currency, days) -> {
          NavigableMap<Integer, BigInteger> rates = new TreeMap<>();
          days.forEach((day, believed) -> rates.put(day, believed.rate()));
          byCurrency.put(currency, rates);
        });
  }

  /** Variants come in order of their names: of what was said at the same time, the first holds. */
  private static void hear(NavigableMap<Integer, Said> days, int day, Said one) {
    days.merge(day, one, (before, other) -> other.at() > before.at() ? other : before);
  }

  private static BigInteger rate(long units, boolean direct) {
    BigInteger given = BigInteger.valueOf(units);
    return direct
        ? given.multiply(BigInteger.TEN.pow(PLACES - GIVEN_PLACES))
        : new BigDecimal(BigInteger.TEN.pow(PLACES + GIVEN_PLACES))
            .divide(new BigDecimal(given), 0, RoundingMode.HALF_EVEN)
            .toBigInteger();
  }

  /** {@code EUR/USD} of {@code EUR/USD:erp}. */
  private static String pair(String variant) {
    return variant.substring(0, variant.indexOf(':'));
  }

  static BigInteger exact(long micros) {
    return BigInteger.valueOf(micros).multiply(UNIT);
  }

  /** To micro-units, half-even: the one rounding of a converted amount. */
  static long round(BigInteger exact) {
    return new BigDecimal(exact, PLACES).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }
}
