package io.tributary.standalone.bench;

import io.tributary.event.Identifier;
import io.tributary.event.IdentifierKind;
import io.tributary.event.IdentifierKinds;
import io.tributary.event.Micros;
import io.tributary.event.RevenueEvent;
import io.tributary.standalone.sending.EventLine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Events as their senders write them. */
final class EventJson {
  private static final String MICROS = "_micros";

  private final IdentifierKinds kinds = IdentifierKinds.standard();

  String of(RevenueEvent event) {
    return new EventLine(
            event.getEventId(),
            event.getType(),
            event.getOccurredAt().toString(),
            identifiers(event),
            data((SpecificRecord) event.getBody()))
        .json();
  }

  /** Those that a sender gives: entities are known by their ids in the body. */
  private Map<String, String> identifiers(RevenueEvent event) {
    Map<String, String> identifiers = new LinkedHashMap<>();
    for (Identifier identifier : event.getIdentifiers()) {
      IdentifierKind kind = kinds.named(identifier.getKind()).orElseThrow();
      String value = identifier.getValue();
      if (!kind.entity()) {
        identifiers.put(
            kind.name(), kind.scoped() ? value.substring(value.indexOf('/') + 1) : value);
      }
    }
    return identifiers;
  }

  private static Map<String, Object> data(SpecificRecord body) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (Schema.Field field : body.getSchema().getFields()) {
      Object value = body.get(field.pos());
      if (value instanceof Map<?, ?> attributes) {
        attributes.forEach((name, text) -> data.put(name.toString(), text));
      } else if (value instanceof Long micros && field.name().endsWith(MICROS)) {
        String name = field.name().substring(0, field.name().length() - MICROS.length());
        data.put(name, Micros.format(micros));
      } else if (value != null) {
        data.put(field.name(), value);
      }
    }
    return data;
  }
}
