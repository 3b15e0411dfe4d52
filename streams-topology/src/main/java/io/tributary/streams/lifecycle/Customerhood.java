package io.tributary.streams.lifecycle;

import io.tributary.streams.policy.Policy.CustomerSince;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Since when, and until when, somebody is a customer.
 *
 * <p>Recurring revenue makes a customer, and a won opportunity does where there is no subscription.
 * A subscription that is in trial, or costs nothing, does not yet tell: until one has earned or
 * ended, the won opportunity counts, so that who buys in January and is first billed in March is a
 * customer since January, and stays one.
 *
 * @param turns in order of time, alternating, the first one to being a customer
 */
record Customerhood(List<Turn> turns) {
  /** From {@code at} on, it is a customer or is none. */
  record Turn(long at, boolean isCustomer) {}

  static Customerhood of(CustomerSince since, FoldedEntities entities) {
    NavigableMap<Long, Counts> changes = new TreeMap<>();
    for (Opportunity opportunity : entities.all(Opportunity.class)) {
      if (opportunity.isWon()) {
        at(changes, opportunity.latest().outcomeAt()).won++;
      }
    }
    for (Subscription subscription : entities.all(Subscription.class)) {
      addEarning(changes, subscription.steps());
      subscription.tellsFrom().ifPresent(from -> at(changes, from).telling++);
    }
    List<Turn> turns = new ArrayList<>();
    Counts sum = new Counts();
    boolean before = false;
    for (var change : changes.entrySet()) {
      sum.add(change.getValue());
      boolean now = sum.makeCustomer(since);
      if (now != before) {
        turns.add(new Turn(change.getKey(), now));
        before = now;
      }
    }
    return new Customerhood(turns);
  }

  private static Counts at(Map<Long, Counts> changes, long time) {
    return changes.computeIfAbsent(time, first -> new Counts());
  }

  private static void addEarning(Map<Long, Counts> changes, List<Subscription.Step> steps) {
    boolean before = false;
    for (int i = 0; i < steps.size(); i++) {
      boolean lastAtThisTime = i + 1 == steps.size() || steps.get(i + 1).at() > steps.get(i).at();
      boolean earns = steps.get(i).mrrMicros() > 0;
      if (lastAtThisTime && earns != before) {
        at(changes, steps.get(i).at()).earning += earns ? 1 : -1;
        before = earns;
      }
    }
  }

  /** All that it depends on; the sum of all changes up to a time is what holds at that time. */
  private static final class Counts {
    private int won;
    private int earning;
    private int telling;

    void add(Counts other) {
      won += other.won;
      earning += other.earning;
      telling += other.telling;
    }

    boolean makeCustomer(CustomerSince since) {
      return switch (since) {
        case BILLING -> earning > 0;
        case SALES -> won > 0;
        case EITHER -> earning > 0 || won > 0 && telling == 0;
      };
    }
  }
}
