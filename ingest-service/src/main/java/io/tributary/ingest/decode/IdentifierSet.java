package io.tributary.ingest.decode;

import io.tributary.event.Identifier;
import io.tributary.event.IdentifierKind;
import io.tributary.event.IdentifierKinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The identifiers of one event: normalized, each once, without those that identify nobody. */
final class IdentifierSet {
  private static final String EMAIL = "email";

  private final IdentifierKinds kinds;
  private final List<Identifier> identifiers = new ArrayList<>();

  IdentifierSet(IdentifierKinds kinds) {
    this.kinds = kinds;
  }

  /**
   * @param namespace of the source that the value is of
   * @param value trimmed
   */
  void add(IdentifierKind kind, String namespace, String value) {
    if (kinds.identifiesNobody(value)) {
      return;
    }
    String normal = kind.name().equals(EMAIL) ? value.toLowerCase(Locale.ROOT) : value;
    Identifier identifier =
        new Identifier(kind.name(), kind.scoped() ? namespace + '/' + normal : normal);
    if (!identifiers.contains(identifier)) {
      identifiers.add(identifier);
    }
  }

  void clear() {
    identifiers.clear();
  }

  void keepOnly(String kind) {
    identifiers.removeIf(identifier -> !identifier.getKind().equals(kind));
  }

  /** Strongest first; among equals by value, so that the order of sending does not matter. */
  List<Identifier> sorted() {
    identifiers.sort(
        Comparator.comparingInt((Identifier identifier) -> kinds.strength(identifier.getKind()))
            .thenComparing(Identifier::getValue));
    return identifiers;
  }
}
