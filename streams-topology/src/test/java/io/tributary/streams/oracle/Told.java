package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** The events about one thing, oldest first, and what they say. */
record Told(List<RevenueEvent> events) {
  static final Comparator<RevenueEvent> ORDER =
      Comparator.comparing(RevenueEvent::getOccurredAt)
          .thenComparing(RevenueEvent::getSource)
          .thenComparing(RevenueEvent::getEventId);

  static long at(RevenueEvent event) {
    return event.getOccurredAt().toEpochMilli();
  }

  static LocalDate day(long at, ZoneId zone) {
    return java.time.Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
  }

  /** The last millisecond of a day. */
  static long endOf(LocalDate day, ZoneId zone) {
    return day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli() - 1;
  }

  /** A field of the body; null where the body has none of that name or does not say. */
  static Object field(RevenueEvent event, String name) {
    SpecificRecord body = (SpecificRecord) event.getBody();
    var field = body.getSchema().getField(name);
    return field == null ? null : body.get(field.pos());
  }

  static String kind(RevenueEvent event) {
    return event.getBody().getClass().getSimpleName();
  }

  long firstAt() {
    return at(events.get(0));
  }

  long lastAt() {
    return at(events.get(events.size() - 1));
  }

  Told of(String kind) {
    return new Told(events.stream().filter(event -> kind(event).equals(kind)).toList());
  }

  Told upTo(long time) {
    return new Told(events.stream().filter(event -> at(event) <= time).toList());
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** The first time that something was said; null for never. */
  Long first(String kind) {
    Told told = of(kind);
    return told.isEmpty() ? null : (Long) told.firstAt();
  }

  /** The last thing said of a field. */
  <T> T last(String field, Function<Object, T> as) {
    return events.stream()
        .map(event -> field(event, field))
        .filter(Objects::nonNull)
        .reduce((earlier, later) -> later)
        .map(as)
        .orElse(null);
  }

  String text(String field) {
    return last(field, Object::toString);
  }

  Long number(String field) {
    return last(field, value -> ((Number) value).longValue());
  }
}
