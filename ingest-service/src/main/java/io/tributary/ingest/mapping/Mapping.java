package io.tributary.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the documents of one kind of sender mean. Immutable.
 *
 * @param own the user's rules, which come first
 * @param standard those that hold where none of the user's does
 * @param id of a document, for its verdict
 * @param type of a document, for its verdict
 */
public record Mapping(List<Rule> own, List<Rule> standard, Expression id, Expression type) {
  /** What the document calls itself; null when it does not. */
  public String id(JsonNode document) {
    return text(id.of(document));
  }

  /** What the document says it is; null when it does not. */
  public String type(JsonNode document) {
    return text(type.of(document));
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : null;
  }

  /**
   * The events of a document in our own JSON form, one for each rule that holds; none when no rule
   * does. Events that would share an id are told apart by their types.
   */
  public List<ObjectNode> events(JsonNode document) {
    List<ObjectNode> events = events(own, document);
    return events.isEmpty() ? events(standard, document) : events;
  }

  private static List<ObjectNode> events(List<Rule> rules, JsonNode document) {
    List<ObjectNode> events = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Rule rule : rules) {
      if (rule.holds(document)) {
        ObjectNode event = rule.event(document);
        String id = event.path("id").asText("");
        if (!id.isEmpty() && !ids.add(id)) {
          event.put("id", id + ':' + event.path("type").asText());
        }
        events.add(event);
      }
    }
    return events;
  }
}
