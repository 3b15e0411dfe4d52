package io.tributary.streams.lifecycle;

import io.tributary.event.FxRateSet;
import io.tributary.state.Fact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The exchange rate of a pair of currencies on a day; of several statements about it the latest
 * holds.
 *
 * @param saidAt when, milliseconds since the epoch
 */
record FxRate(FxRateSet line, String source, long saidAt) implements Folded {
  static FxRate fold(List<Fact> facts) {
    Fact latest = facts.get(facts.size() - 1);
    return new FxRate((FxRateSet) latest.getBody(), latest.getSource(), latest.getOccurredAt());
  }

  /** In units of 10^-12; half-even beyond that. */
  static BigDecimal units(String rate) {
    return new BigDecimal(rate)
        .movePointRight(Measures.FX_RATE_PLACES)
        .setScale(0, RoundingMode.HALF_EVEN);
  }

  long units() {
    return units(line.getRate()).longValueExact();
  }

  /** {@code EUR/USD:erp}: which variant of the measures of rates it is. */
  String variant() {
    return line.getBase() + '/' + line.getQuote() + ':' + source;
  }
}
