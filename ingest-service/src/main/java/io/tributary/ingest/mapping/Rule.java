package io.tributary.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * How some documents become an event.
 *
 * @param when all of which must hold
 * @param spread objects whose fields become data, under the fields that are named themselves
 */
record Rule(
    List<Condition> when,
    Expression type,
    Expression id,
    Expression at,
    Map<String, Expression> identifiers,
    List<Expression> spread,
    Map<String, Expression> data) {
  boolean holds(JsonNode document) {
    return when.stream().allMatch(condition -> condition.holds(document));
  }

  /** In our own JSON form. What is missing in the document is left out, and judged later. */
  ObjectNode event(JsonNode document) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    put(event, "id", id.of(document));
    put(event, "type", type.of(document));
    put(event, "occurred_at", at.of(document));
    ObjectNode who = event.putObject("identifiers");
    identifiers.forEach((kind, value) -> put(who, kind, value.of(document)));
    ObjectNode fields = event.putObject("data");
    for (Expression source : spread) {
      JsonNode object = source.of(document);
      if (object.isObject()) {
        fields.setAll((ObjectNode) object);
      }
    }
    data.keySet().forEach(fields::remove);
    data.forEach((name, value) -> put(fields, name, value.of(document)));
    return event;
  }

  private static void put(ObjectNode object, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      object.set(name, value);
    }
  }
}
