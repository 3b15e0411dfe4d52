package io.tributary.streams.topology;

import java.util.List;

/**
 * The customers of one task who wait for more of their events, and until when at the latest: nobody
 * needs to wait any longer when the backlog has been worked off.
 */
final class WaitingCustomers {
  private final Backlog backlog;
  private final WaitingList list;
  private int counted;

  WaitingCustomers(Backlog backlog, WaitingList list) {
    this.backlog = backlog;
    this.list = list;
  }

  /**
   * Who waits already goes on as before, so that who hears of something all the time is settled.
   */
  void add(String id, long until) {
    list.add(id, until);
    count(list.count());
  }

  void remove(String id) {
    list.remove(id);
    count(list.count());
  }

  boolean isFull() {
    return list.isFull();
  }

  /** Whether the customer waits, also since before a restart. */
  boolean contains(String id) {
    return list.contains(id);
  }

  /** The task goes elsewhere, and they with it. */
  void leave() {
    count(0);
  }

  private void count(int now) {
    backlog.waiting(now - counted);
    counted = now;
  }

  /** Those who have nothing to wait for any more, so many at most. */
  List<String> due(long now, int most) {
    if (!backlog.isThere()) {
      // All of them, also if what follows from the first ones is late for those behind them.
      list.end();
    }
    List<String> due = list.upTo(now, most);
    count(list.count());
    return due;
  }

  /** How many wait; other threads may ask. */
  int count() {
    return list.count();
  }

  void save() {
    list.save();
  }
}
