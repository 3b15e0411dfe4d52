package io.tributary.ingest.decode;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** The codes of ISO 4217, those of the past included: old events carry them. */
final class Currencies {
  /** "No currency", "for testing", and metals. */
  private static final Set<String> NO_MONEY = Set.of("XXX", "XTS");

  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .filter(code -> !NO_MONEY.contains(code))
          .collect(Collectors.toUnmodifiableSet());

  private Currencies() {}

  static boolean contains(String code) {
    return CODES.contains(code);
  }
}
