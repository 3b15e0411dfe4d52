package io.tributary.streams.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a customer's entities amount to, in the order of their references; by kind at hand. */
final class FoldedEntities {
  private final Map<EntityRef, Folded> byReference;
  private final Map<Class<?>, List<Folded>> byKind = new HashMap<>();

  /**
   * @param byReference in the order of the references; not changed while this is in use
   */
  FoldedEntities(Map<EntityRef, Folded> byReference) {
    this.byReference = byReference;
    for (Folded entity : byReference.values()) {
      byKind.computeIfAbsent(entity.getClass(), first -> new ArrayList<>()).add(entity);
    }
  }

  /** In the order of their references; not to be changed. */
  @SuppressWarnings("unchecked") // All in the list are of that class: it is what they are kept by.
  <T extends Folded> List<T> all(Class<T> kind) {
    return (List<T>) byKind.getOrDefault(kind, List.of());
  }

  <T extends Folded> Optional<T> first(Class<T> kind) {
    List<Folded> found = byKind.get(kind);
    return found == null ? Optional.empty() : Optional.of(kind.cast(found.get(0)));
  }

  void forEach(BiConsumer<EntityRef, Folded> action) {
    byReference.forEach(action);
  }

  Collection<EntityRef> references() {
    return byReference.keySet();
  }
}
