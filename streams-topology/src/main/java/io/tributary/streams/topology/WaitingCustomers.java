package io.tributary.streams.topology;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The customers of one task who wait for more of their events. When each is due at the latest is
 * kept with the customer and in {@link WakeUps}; here is only who they are, so that they need not
 * wait any longer when the backlog has been worked off.
 */
final class WaitingCustomers {
  private final Backlog backlog;
  private final Set<String> ids = new LinkedHashSet<>();
  private volatile int count;

  WaitingCustomers(Backlog backlog) {
    this.backlog = backlog;
  }

  void add(String id) {
    ids.add(id);
    countAgain();
  }

  void remove(String id) {
    ids.remove(id);
    countAgain();
  }

  /** The task goes elsewhere, and they with it. */
  void clear() {
    ids.clear();
    countAgain();
  }

  private void countAgain() {
    backlog.waiting(ids.size() - count);
    count = ids.size();
  }

  /** Those who have nothing to wait for any more, so many at most. */
  List<String> inVain(int most) {
    return backlog.isThere() ? List.of() : ids.stream().limit(most).toList();
  }

  /** How many wait; other threads may ask. */
  int count() {
    return count;
  }
}
