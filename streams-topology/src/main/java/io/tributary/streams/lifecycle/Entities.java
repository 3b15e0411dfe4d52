package io.tributary.streams.lifecycle;

import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The entities of a customer in memory, who owns their facts, and what they amount to: worked out
 * again only of those that changed.
 */
final class Entities {
  private final CustomerLimits limits;
  private final NavigableMap<EntityRef, Entity> all = new TreeMap<>();
  private final NavigableMap<String, Belongings> subjects = new TreeMap<>();
  private final NavigableMap<EntityRef, Folded> folded = new TreeMap<>();
  private final Set<EntityRef> unfolded = new HashSet<>();
  private final Set<EntityRef> unsettled = new TreeSet<>();
  private final Set<EntityRef> unsaved = new TreeSet<>();
  private Set<EntityRef> surplus = Set.of();

  Entities(CustomerLimits limits) {
    this.limits = limits;
  }

  /** As it was kept. */
  void restore(EntityRef reference, EntityState state) {
    all.put(reference, new Entity(reference.kind(), state, limits.facts()));
    state.getFacts().forEach(fact -> own(fact.getSubject(), reference));
    unfolded.add(reference);
  }

  /**
   * Everything was restored.
   *
   * @param areUnsettled whether some changed after what was last sent: it is not kept which
   */
  void restored(boolean areUnsettled) {
    surplus = surplus();
    if (areUnsettled) {
      unsettled.addAll(all.keySet());
    }
  }

  Added add(EntityRef reference, Fact fact) {
    Optional<EntityRef> leftOut = own(fact.getSubject(), reference);
    if (leftOut.isPresent() && leftOut.get().equals(reference)) {
      return Added.ENTITY_LEFT_OUT;
    }
    leftOut.ifPresent(other -> remove(other, fact.getSubject()));
    Added added =
        all.computeIfAbsent(reference, unknown -> Entity.empty(unknown.kind(), limits.facts()))
            .add(fact);
    if (added.isNews()) {
      changed(reference);
    }
    return leftOut.isPresent() ? Added.NEWS_AT_ENTITY_LIMIT : added;
  }

  /** Returns which entity of the subject has to go for it. */
  private Optional<EntityRef> own(String subject, EntityRef reference) {
    return subjects
        .computeIfAbsent(subject, first -> new Belongings())
        .add(reference, limits.entities());
  }

  /** Takes out all that a subject owns. */
  Map<EntityRef, List<Fact>> remove(String subject) {
    Map<EntityRef, List<Fact>> removed = new TreeMap<>();
    Optional.ofNullable(subjects.remove(subject)).stream()
        .flatMap(Belongings::all)
        .forEach(reference -> removed.put(reference, remove(reference, subject)));
    return removed;
  }

  private List<Fact> remove(EntityRef reference, String subject) {
    changed(reference);
    return all.get(reference).remove(subject);
  }

  private void changed(EntityRef reference) {
    // What is to be saved is to be folded and settled, too, as nothing is saved later than that.
    if (unsaved.add(reference)) {
      unsettled.add(reference);
      unfolded.add(reference);
    }
  }

  /** Brings up to date what the facts amount to. */
  void fold() {
    Set<EntityRef> before = surplus;
    surplus = surplus();
    if (!surplus.equals(before)) {
      before.stream().filter(entity -> !surplus.contains(entity)).forEach(this::changed);
      surplus.stream().filter(entity -> !before.contains(entity)).forEach(this::changed);
    }
    for (EntityRef reference : unfolded) {
      Entity entity = all.get(reference);
      if (entity == null || entity.facts().isEmpty() || surplus.contains(reference)) {
        folded.remove(reference);
      } else {
        folded.put(reference, entity.folded());
      }
    }
    unfolded.clear();
  }

  /**
   * The entities that are not counted. It is each subject's entities that are bounded, as they may
   * have to leave again; bounded once more, those of all subjects are what they would be if one
   * subject had said it all.
   */
  private Set<EntityRef> surplus() {
    if (all.size() <= limits.entities()) {
      return Set.of();
    }
    Belongings counted = new Belongings();
    Set<EntityRef> over = new HashSet<>();
    all.forEach(
        (reference, entity) -> {
          if (!entity.facts().isEmpty()) {
            counted.add(reference, limits.entities()).ifPresent(over::add);
          }
        });
    return over;
  }

  /** What is known of each entity that counts, as of the last {@link #fold}. */
  NavigableMap<EntityRef, Folded> folded() {
    return folded;
  }

  /** Those whose facts changed, or that began or ceased to count, since all were settled. */
  Set<EntityRef> unsettled() {
    return unsettled;
  }

  /** Those whose facts changed since all were saved. */
  Set<EntityRef> unsaved() {
    return unsaved;
  }

  /** What changed is kept, and nothing has followed from it yet. */
  void saved() {
    unsaved.clear();
  }

  /** Forgets which have changed, and those that have no facts any more. */
  void settled() {
    saved();
    for (EntityRef reference : unsettled) {
      if (all.get(reference).facts().isEmpty()) {
        all.remove(reference);
      }
    }
    unsettled.clear();
  }

  Entity get(EntityRef reference) {
    return all.get(reference);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  boolean haveFacts() {
    return all.values().stream().anyMatch(entity -> !entity.facts().isEmpty());
  }

  /** When the latest of all facts occurred; Long.MIN_VALUE without any. */
  long latestFact() {
    return all.values().stream()
        .flatMap(entity -> entity.facts().stream())
        .mapToLong(Fact::getOccurredAt)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  Set<EntityRef> references() {
    return Collections.unmodifiableSet(all.keySet());
  }

  /** Of a kind, with or without facts. */
  Collection<Entity> of(EntityKind kind) {
    return all.subMap(EntityRef.firstOf(kind), true, EntityRef.lastOf(kind), true).values();
  }

  /** Of all of them in memory, roughly. */
  long approximateBytes() {
    long bytes = 0;
    for (Entity entity : all.values()) {
      bytes += entity.approximateBytes();
    }
    return bytes;
  }

  /** In order, the first of them. */
  List<String> subjects(int most) {
    return subjects.keySet().stream().limit(most).toList();
  }
}
