package io.tributary.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What a value of a document must be like for a rule to hold.
 *
 * @param wanted one of which it has to be, or must not be; none when it only has to be there
 * @param expected false when the contrary is wanted
 */
record Condition(Expression value, Set<String> wanted, boolean expected) {
  boolean holds(JsonNode document) {
    JsonNode given = value.of(document);
    boolean is =
        wanted.isEmpty()
            ? !given.isMissingNode()
            : given.isValueNode() && wanted.contains(given.asText());
    return is == expected;
  }
}
