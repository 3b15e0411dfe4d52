package io.tributary.event;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The kinds of identifiers, strongest first, and the values that identify nobody. The strongest
 * identifier of an event is its subject, so ingest and topology must be given the same kinds.
 */
public final class IdentifierKinds {
  /**
   * Enough for every entity of a large customer; the limit exists so that state cannot grow without
   * bound.
   */
  private static final int ENTITIES = 1_000_000;

  private static final Set<String> NOBODY =
      Set.of("", "null", "undefined", "none", "unknown", "anonymous", "-1");

  private final Map<String, IdentifierKind> byName;
  private final Map<String, Integer> strengths;
  private final Predicate<String> blocked;

  /**
   * @param kinds strongest first
   * @param blocked values, trimmed, that identify nobody besides the well-known ones
   * @throws IllegalArgumentException when a kind is named twice
   */
  public IdentifierKinds(Collection<IdentifierKind> kinds, Predicate<String> blocked) {
    this.byName = new LinkedHashMap<>();
    this.strengths = new LinkedHashMap<>();
    this.blocked = blocked;
    for (IdentifierKind kind : kinds) {
      if (byName.put(kind.name(), kind) != null) {
        throw new IllegalArgumentException("identifier kind " + kind.name() + " is listed twice");
      }
      strengths.put(kind.name(), strengths.size());
    }
  }

  /** The kinds of the default configuration. */
  public static IdentifierKinds standard() {
    return new IdentifierKinds(
        List.of(
            new IdentifierKind("account", true, 1, false),
            new IdentifierKind("billing_customer", true, 20, false),
            new IdentifierKind("organization", true, 20, false),
            new IdentifierKind("email", false, 500, false),
            new IdentifierKind("lead", true, 500, false),
            new IdentifierKind("user", false, 5000, false),
            new IdentifierKind("anonymous", false, 5000, false),
            new IdentifierKind("opportunity", true, ENTITIES, true),
            new IdentifierKind("subscription", true, ENTITIES, true),
            new IdentifierKind("invoice", true, ENTITIES, true),
            new IdentifierKind("ticket", true, ENTITIES, true),
            new IdentifierKind("spend", true, 1, true),
            new IdentifierKind("quota", true, 1, true),
            new IdentifierKind("fx_rate", false, 1, true)),
        value -> false);
  }

  /** Strongest first. */
  public Collection<IdentifierKind> all() {
    return byName.values();
  }

  public Optional<IdentifierKind> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * 0 for the strongest kind, growing towards the weakest; a kind that is not known is weaker than
   * all that are.
   */
  public int strength(String kind) {
    return strengths.getOrDefault(kind, strengths.size());
  }

  /**
   * Whether a trimmed value identifies nobody: a placeholder, only zeros, or blocked by the
   * configuration.
   */
  public boolean identifiesNobody(String value) {
    return NOBODY.contains(value.toLowerCase(Locale.ROOT))
        || onlyZeros(value)
        || blocked.test(value);
  }

  private static boolean onlyZeros(String value) {
    return value.chars().allMatch(character -> character == '0');
  }
}
