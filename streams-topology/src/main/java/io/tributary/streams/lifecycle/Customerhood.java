package io.tributary.streams.lifecycle;

import io.tributary.streams.policy.Policy.CustomerSince;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

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

  static Customerhood of(CustomerSince since, Collection<Folded> entities) {
    List<Subscription> subscriptions = all(Subscription.class, entities);
    List<Long> wonAt =
        all(Opportunity.class, entities).stream()
            .filter(Opportunity::isWon)
            .map(opportunity -> opportunity.latest().outcomeAt())
            .toList();
    TreeSet<Long> times = new TreeSet<>(wonAt);
    subscriptions.forEach(
        subscription -> {
          subscription.steps().forEach(step -> times.add(step.at()));
          subscription.tellsFrom().ifPresent(times::add);
        });
    List<Turn> turns = new ArrayList<>();
    boolean before = false;
    for (long at : times) {
      boolean won = wonAt.stream().anyMatch(time -> time <= at);
      boolean now =
          switch (since) {
            case BILLING -> earns(subscriptions, at);
            case SALES -> won;
            case EITHER -> earns(subscriptions, at) || won && !tell(subscriptions, at);
          };
      if (now != before) {
        turns.add(new Turn(at, now));
        before = now;
      }
    }
    return new Customerhood(turns);
  }

  private static boolean earns(List<Subscription> subscriptions, long at) {
    return subscriptions.stream()
        .flatMap(subscription -> subscription.stepAt(at).stream())
        .anyMatch(step -> step.mrrMicros() > 0);
  }

  private static boolean tell(List<Subscription> subscriptions, long at) {
    return subscriptions.stream()
        .flatMap(subscription -> subscription.tellsFrom().stream())
        .anyMatch(from -> from <= at);
  }

  private static <T extends Folded> List<T> all(Class<T> kind, Collection<Folded> entities) {
    return entities.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
