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

  <T extends Folded> List<T> all(Class<T> kind) {
    List<Folded> found = byKind.get(kind);
    if (found == null) {
      return List.of();
    }
    List<T> all = new ArrayList<>(found.size());
    for (Folded entity : found) {
      all.add(kind.cast(entity));
    }
    return all;
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
