package io.tributary.streams.lifecycle;

import io.tributary.state.EntityState;
import io.tributary.state.LedgerPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pages of a customer's attribution as they were last sent: kept like those of entities. */
final class AttributionPages {
  private final Map<EntityRef, LedgerPage> pages = new TreeMap<>();

  /** As it was kept. */
  void restore(EntityRef reference, LedgerPage page) {
    pages.put(reference, page);
  }

  /**
   * Puts other pages in the place of these, and sends and keeps the differences.
   *
   * @param next without those that have no contributions
   */
  void become(
      Map<EntityRef, LedgerPage> next,
      SliceChanges changes,
      Map<EntityRef, LedgerPage> sent,
      Map<EntityRef, Optional<EntityState>> kept) {
    TreeSet<EntityRef> references = new TreeSet<>(pages.keySet());
    references.addAll(next.keySet());
    for (EntityRef reference : references) {
      LedgerPage before = pages.getOrDefault(reference, Entity.emptyPage());
      LedgerPage after = next.getOrDefault(reference, Entity.emptyPage());
      if (!after.equals(before)) {
        changes.replace(before, after);
        sent.put(reference, after);
        kept.put(
            reference,
            next.containsKey(reference)
                ? Optional.of(new EntityState(List.of(), after, 0))
                : Optional.empty());
      }
    }
    pages.clear();
    pages.putAll(next);
  }

  /** In memory, roughly. */
  long approximateBytes() {
    long bytes = 0;
    for (LedgerPage page : pages.values()) {
      bytes += Entity.approximateBytes(page);
    }
    return bytes;
  }
}
