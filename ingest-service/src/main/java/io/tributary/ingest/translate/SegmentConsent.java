package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Honours what a person has agreed to, which messages carry as {@code
 * context.consent.categoryPreferences}.
 *
 * @param categories each of which must not have been refused; with none, a message is taken unless
 *     everything has been refused
 */
public record SegmentConsent(List<String> categories) {
  /** Empty when the message may be used. */
  Optional<Reason> refusal(ObjectNode message) {
    JsonNode preferences = preferences(message);
    if (!preferences.isObject() || preferences.isEmpty()) {
      return Optional.empty();
    }
    if (categories.isEmpty()) {
      boolean any = false;
      for (JsonNode agreed : preferences) {
        any |= agreed.asBoolean();
      }
      return any ? Optional.empty() : Optional.of(refused("every category"));
    }
    return categories.stream()
        .filter(category -> preferences.path(category).isBoolean())
        .filter(category -> !preferences.path(category).booleanValue())
        .findFirst()
        .map(category -> refused("the category " + category));
  }

  private static Reason refused(String what) {
    return new Reason(
        Code.CONSENT_REFUSED,
        "context.consent",
        "the person has refused " + what + ": the content of the message is not kept");
  }

  private static JsonNode preferences(ObjectNode message) {
    return message.path("context").path("consent").path("categoryPreferences");
  }

  /** Enough to count it. */
  static ObjectNode withoutContent(ObjectNode message) {
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("messageId", "type", "timestamp")) {
      if (message.has(name)) {
        rest.set(name, message.get(name));
      }
    }
    rest.putObject("context").putObject("consent").set("categoryPreferences", preferences(message));
    return rest;
  }
}
