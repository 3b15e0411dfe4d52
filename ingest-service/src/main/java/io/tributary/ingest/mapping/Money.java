package io.tributary.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Amounts that are counted in the smallest unit of their currency. */
public final class Money {
  /** Payment systems count these in whole units. */
  private static final Set<String> NO_DECIMALS =
      Set.of(
          "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV",
          "XAF", "XOF", "XPF");

  private static final Set<String> THREE_DECIMALS =
      Set.of("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND");

  /** UGX has no decimals, but is counted as if it had two. */
  private static final Set<String> COUNTED_IN_HUNDREDTHS = Set.of("UGX");

  private Money() {}

  /**
   * @param minor a number, or the text of one; may have decimals itself
   * @param currency a code of ISO 4217, in any case
   * @return in major units; empty when the amount is no number
   */
  public static Optional<BigDecimal> major(JsonNode minor, String currency) {
    if (!minor.isNumber() && !minor.isTextual() || minor.asText().length() > 40) {
      return Optional.empty();
    }
    try {
      BigDecimal amount = new BigDecimal(minor.asText().strip());
      return Math.abs((long) amount.scale()) > 40
          ? Optional.empty()
          : Optional.of(amount.movePointLeft(decimals(currency.toUpperCase(Locale.ROOT))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static int decimals(String currency) {
    if (THREE_DECIMALS.contains(currency)) {
      return 3;
    }
    return NO_DECIMALS.contains(currency) && !COUNTED_IN_HUNDREDTHS.contains(currency) ? 0 : 2;
  }
}
