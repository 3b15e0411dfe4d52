package io.tributary.streams.identity;

import io.tributary.event.Identifier;
import io.tributary.event.IdentifierKind;
import io.tributary.event.IdentifierKinds;
import io.tributary.event.Identifiers;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * What keeps identifiers apart that evidence would join.
 *
 * @param maxLinks to how many stronger identifiers one may be linked before it identifies nobody (a
 *     shared kiosk, an office's cookie)
 */
public record IdentityRules(IdentifierKinds kinds, int maxLinks) {

  /** Whether the configuration says that this identifier identifies nobody. */
  boolean blocked(String identifier) {
    return kinds.identifiesNobody(withoutNamespace(Identifiers.parse(identifier)));
  }

  /** Whether the first identifier's kind is stronger than the second's. */
  boolean stronger(String first, String second) {
    return kinds.strength(kind(first)) < kinds.strength(kind(second));
  }

  /**
   * The strongest kind of which two groups would have too many together; empty if they may join.
   */
  Optional<String> brokenLimit(Map<String, Integer> first, Map<String, Integer> second) {
    Map<String, Integer> smaller = first.size() <= second.size() ? first : second;
    Map<String, Integer> larger = smaller == first ? second : first;
    // A kind that only one of the groups has cannot break: each group keeps the limits by itself.
    return smaller.entrySet().stream()
        .filter(entry -> entry.getValue() + larger.getOrDefault(entry.getKey(), 0) > limit(entry))
        .map(Map.Entry::getKey)
        .min(Comparator.comparingInt(kinds::strength).thenComparing(Comparator.naturalOrder()));
  }

  private int limit(Map.Entry<String, Integer> entry) {
    return kinds
        .named(entry.getKey())
        .map(IdentifierKind::limitPerCustomer)
        .orElse(Integer.MAX_VALUE);
  }

  private String withoutNamespace(Identifier identifier) {
    boolean scoped = kinds.named(identifier.getKind()).map(IdentifierKind::scoped).orElse(false);
    String value = identifier.getValue();
    return scoped ? value.substring(value.indexOf('/') + 1) : value;
  }

  static String kind(String identifier) {
    return identifier.substring(0, identifier.indexOf(':'));
  }
}
