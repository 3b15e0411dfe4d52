package io.tributary.streams.lifecycle;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The entities of which one subject has said something, no more of a kind than the limit. Which
 * ones stay is decided by a hash of their ids: it does not depend on the order in which they became
 * known, as the one left out can never come back, and favours neither old nor new ones. Each kind
 * has its own limit, so that a flood of tickets pushes out no subscription.
 */
final class Belongings {
  /** The first of them stay. */
  static final Comparator<EntityRef> RANK = Belongings::rank;

  private final Map<EntityKind, NavigableSet<EntityRef>> kinds = new EnumMap<>(EntityKind.class);

  boolean contains(EntityRef entity) {
    NavigableSet<EntityRef> known = kinds.get(entity.kind());
    return known != null && known.contains(entity);
  }

  /**
   * Takes in an entity.
   *
   * @return the one that has to go for it, which may be itself; empty when there is room for all
   */
  Optional<EntityRef> add(EntityRef entity, int limit) {
    NavigableSet<EntityRef> known =
        kinds.computeIfAbsent(entity.kind(), first -> new TreeSet<>(RANK));
    return known.add(entity) && known.size() > limit
        ? Optional.ofNullable(known.pollLast())
        : Optional.empty();
  }

  Stream<EntityRef> all() {
    return kinds.values().stream().flatMap(NavigableSet::stream);
  }

  private static int rank(EntityRef one, EntityRef other) {
    int byHash = Integer.compare(scattered(one.id().hashCode()), scattered(other.id().hashCode()));
    return byHash != 0 ? byHash : one.id().compareTo(other.id());
  }

  /** Ids that are counted up have hashes that are, too: the multiplication scatters them. */
  private static int scattered(int hash) {
    int mixed = (hash ^ (hash >>> 16)) * 0x9E3779B1;
    return mixed ^ (mixed >>> 15);
  }
}
