package io.tributary.standalone.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pipeline's figures straight from events as JSON, by the definitions and nothing else. */
final class PipelineOracle {
  /** The figures of the 90 days up to a day. */
  record Figures(long open, long won, long lost, BigDecimal velocity) {}

  private static final class Deal {
    private LocalDate opened;
    private LocalDate won;
    private LocalDate lost;
    private BigDecimal amount = BigDecimal.ZERO;
  }

  private final Map<String, Deal> deals = new HashMap<>();

  PipelineOracle(List<String> events) throws IOException {
    for (String event : events) {
      Map<String, String> fields = flat(event);
      Deal deal = deals.computeIfAbsent(fields.get("opportunity_id"), id -> new Deal());
      LocalDate day = OffsetDateTime.parse(fields.get("occurred_at")).toLocalDate();
      switch (fields.get("type")) {
        case "opportunity.opened" -> deal.opened = day;
        case "opportunity.won" -> {
          deal.won = day;
          deal.amount = new BigDecimal(fields.get("amount"));
        }
        case "opportunity.lost" -> deal.lost = day;
        default -> throw new AssertionError("no such event is expected: " + event);
      }
    }
  }

  Figures asOf(LocalDate day) {
    LocalDate start = day.minusDays(90);
    long open = 0;
    long won = 0;
    long lost = 0;
    long cycleDays = 0;
    BigDecimal amount = BigDecimal.ZERO;
    for (Deal deal : deals.values()) {
      LocalDate closed = deal.won == null ? deal.lost : deal.won;
      if (!deal.opened.isAfter(day) && (closed == null || closed.isAfter(day))) {
        open++;
      }
      if (closed == null || !closed.isAfter(start) || closed.isAfter(day)) {
        continue;
      }
      if (deal.won == null) {
        lost++;
      } else {
        won++;
        amount = amount.add(deal.amount);
        cycleDays += ChronoUnit.DAYS.between(deal.opened, deal.won);
      }
    }
    // open × won ÷ (won + lost) × amount ÷ won ÷ (days ÷ won)
    BigDecimal velocity =
        BigDecimal.valueOf(open * won)
            .multiply(amount)
            .divide(BigDecimal.valueOf((won + lost) * cycleDays), MathContext.DECIMAL128)
            .setScale(4, RoundingMode.HALF_EVEN);
    return new Figures(open, won, lost, velocity);
  }

  private static Map<String, String> flat(String event) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(event)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
          fields.put(json.currentName(), json.getText());
        }
      }
    }
    return fields;
  }
}
