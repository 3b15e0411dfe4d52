package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts the changes that HubSpot reports into one form: newer subscriptions name the kind of object
 * by a number beside {@code object.creation}, older ones in the name itself: {@code
 * contact.creation}. What a merge or an association is about is added under {@code derived}.
 */
final class HubSpotChanges {
  private static final Map<String, String> OBJECTS =
      Map.of("0-1", "contact", "0-2", "company", "0-3", "deal", "0-5", "ticket");
  private static final String GENERIC = "object.";

  private HubSpotChanges() {}

  static ObjectNode prepared(ObjectNode change) {
    ObjectNode prepared = change.deepCopy();
    String type = change.path("subscriptionType").asText("");
    String object = OBJECTS.get(change.path("objectTypeId").asText(""));
    if (type.startsWith(GENERIC) && object != null) {
      prepared.put("subscriptionType", object + '.' + type.substring(GENERIC.length()));
    }
    ObjectNode derived = prepared.putObject("derived");
    association(change, derived);
    merge(change, derived);
    return prepared;
  }

  /** Whichever end is named first: company-contact, and the id of each. */
  private static void association(ObjectNode change, ObjectNode derived) {
    String named = change.path("associationType").asText("").toLowerCase(Locale.ROOT);
    int to = named.indexOf("_to_");
    if (to < 0) {
      return;
    }
    String from = named.substring(0, to);
    String other = named.substring(to + "_to_".length());
    derived.put(
        "association", from.compareTo(other) <= 0 ? from + '-' + other : other + '-' + from);
    derived.set(from, change.path("fromObjectId"));
    derived.set(other, change.path("toObjectId"));
  }

  private static void merge(ObjectNode change, ObjectNode derived) {
    if (!change.has("primaryObjectId")) {
      return;
    }
    ArrayNode merged = derived.putArray("merged");
    for (String name : List.of("primaryObjectId", "newObjectId")) {
      if (change.path(name).isIntegralNumber()) {
        merged.add(change.path(name));
      }
    }
    for (JsonNode other : change.path("mergedObjectIds")) {
      merged.add(other);
    }
  }
}
