package io.tributary.standalone.demo;

import io.tributary.standalone.sending.EventLine;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What senders get wrong. Each makes an event that must be rejected. */
public enum Fault {
  MISSPELT_TYPE(
      line -> true, line -> typed(line, line.type().substring(0, line.type().length() - 1) + "t")),
  MISSING_FIELD(
      line -> !line.type().equals("customer.identified"),
      line -> {
        Map<String, Object> data = new LinkedHashMap<>(line.data());
        // The first field of an event is one that it needs.
        data.remove(data.keySet().iterator().next());
        return changed(line, line.occurredAt(), line.identifiers(), data);
      }),
  WRONG_CURRENCY(
      line -> line.data().containsKey("currency"), line -> with(line, "currency", "DOLLARS")),
  TOO_MANY_DECIMALS(
      line -> line.data().containsKey("amount"),
      line -> with(line, "amount", new BigDecimal("1234.567890123"))),
  NO_IDENTIFIERS(
      line -> line.type().equals("campaign.touched"),
      line -> changed(line, line.occurredAt(), Map.of(), line.data())),
  NO_TIME(line -> true, line -> changed(line, "last Tuesday", line.identifiers(), line.data())),
  FAR_FUTURE(
      line -> true,
      line ->
          changed(line, "2199" + line.occurredAt().substring(4), line.identifiers(), line.data())),
  UNKNOWN_KIND(
      line -> line.data().containsKey("kind"), line -> with(line, "kind", "CARRIER_PIGEON"));

  private final Predicate<EventLine> possible;
  private final UnaryOperator<EventLine> spoiling;

  Fault(Predicate<EventLine> possible, UnaryOperator<EventLine> spoiling) {
    this.possible = possible;
    this.spoiling = spoiling;
  }

  /** Whether an event can have this fault. */
  boolean fits(EventLine line) {
    return possible.test(line);
  }

  /** The same event, with an id of its own, and wrong. */
  EventLine spoil(EventLine line) {
    EventLine spoilt = spoiling.apply(line);
    return new EventLine(
        line.id() + "-x", spoilt.type(), spoilt.occurredAt(), spoilt.identifiers(), spoilt.data());
  }

  private static EventLine typed(EventLine line, String type) {
    return new EventLine(line.id(), type, line.occurredAt(), line.identifiers(), line.data());
  }

  private static EventLine with(EventLine line, String field, Object value) {
    Map<String, Object> data = new LinkedHashMap<>(line.data());
    data.put(field, value);
    return changed(line, line.occurredAt(), line.identifiers(), data);
  }

  private static EventLine changed(
      EventLine line,
      String occurredAt,
      Map<String, String> identifiers,
      Map<String, Object> data) {
    return new EventLine(line.id(), line.type(), occurredAt, identifiers, data);
  }
}
