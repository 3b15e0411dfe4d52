package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Exchange rates by their definition: the last word on the latest day that anything was said of.
 */
final class ToldRates {
  private static final int PLACES = 18;

  private final List<RevenueEvent> told;
  private final String reporting;
  private final Map<String, Optional<BigDecimal>> known = new HashMap<>();

  ToldRates(List<RevenueEvent> events, String reporting) {
    this.told =
        events.stream()
            .filter(event -> Told.kind(event).equals("FxRateSet"))
            .sorted(Told.ORDER)
            .toList();
    this.reporting = reporting;
  }

  /** What a currency is worth of the reporting one on a day; null where nobody knows. */
  BigDecimal of(String currency, LocalDate day) {
    if (currency.isEmpty() || currency.equals(reporting)) {
      return BigDecimal.ONE;
    }
    return known
        .computeIfAbsent(currency + day, first -> Optional.ofNullable(find(currency, day)))
        .orElse(null);
  }

  private BigDecimal find(String currency, LocalDate day) {
    Rational rate = between(currency, reporting, day);
    for (String common : currencies()) {
      Rational first = between(currency, common, day);
      Rational second = between(common, reporting, day);
      if (rate == null && first != null && second != null) {
        rate = first.times(second);
      }
    }
    return rate == null ? null : rate.to(PLACES);
  }

  private NavigableSet<String> currencies() {
    NavigableSet<String> currencies = new TreeSet<>();
    for (RevenueEvent event : told) {
      currencies.add(Told.field(event, "base").toString());
      currencies.add(Told.field(event, "quote").toString());
    }
    return currencies;
  }

  /** What one is worth of the other, by what was said of just these two. */
  private Rational between(String one, String other, LocalDate day) {
    RevenueEvent best = null;
    for (RevenueEvent event : told) {
      if (isOf(event, one, other) && !day(event).isAfter(day)) {
        best = best == null || isBelieved(event, best) ? event : best;
      }
    }
    if (best == null) {
      return null;
    }
    BigInteger units =
        new BigDecimal(Told.field(best, "rate").toString()).movePointRight(12).toBigIntegerExact();
    BigInteger unit = BigInteger.TEN.pow(12);
    return Told.field(best, "base").equals(one)
        ? Rational.of(units, unit)
        : Rational.of(unit, units);
  }

  /** Whichever way round it was given. */
  private static boolean isOf(RevenueEvent event, String one, String other) {
    String pair = pair(event);
    return pair.equals(one + other) || pair.equals(other + one);
  }

  private static String pair(RevenueEvent event) {
    return Told.field(event, "base").toString() + Told.field(event, "quote");
  }

  /** Against one that comes before it in the order of events. */
  private static boolean isBelieved(RevenueEvent event, RevenueEvent before) {
    int days = day(event).compareTo(day(before));
    boolean atOnce = Told.at(event) == Told.at(before);
    // Said at the same time of both directions: the first by name.
    return days > 0 || days == 0 && !(atOnce && pair(before).compareTo(pair(event)) < 0);
  }

  private static LocalDate day(RevenueEvent event) {
    return (LocalDate) Told.field(event, "day");
  }
}
