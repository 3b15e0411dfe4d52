package io.tributary.streams.lifecycle;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.Contribution;
import io.tributary.output.CustomerLifecycle;
import io.tributary.state.LedgerPage;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** One customer, and all that was ever sent of it. */
final class Ledger {
  private final Policy policy;
  private final Instant now;
  private final Customer customer;
  private final Map<EntityRef, LedgerPage> pages = new TreeMap<>();
  private final Map<String, Long> sums = new TreeMap<>();
  private CustomerLifecycle lifecycle;

  Ledger(Policy policy, Instant now) {
    this(policy, now, CustomerLimits.STANDARD);
  }

  Ledger(Policy policy, Instant now, CustomerLimits limits) {
    this.policy = policy;
    this.now = now;
    this.customer = Customer.unknown("c", limits);
  }

  /** Takes in an event and settles. */
  void accept(RevenueEvent event) {
    add(event);
    settle();
  }

  void add(RevenueEvent event) {
    EntityRef.of(event)
        .ifPresent(entity -> customer.add(entity, NewFact.of(Identifiers.subject(event), event)));
  }

  void settle() {
    if (!customer.isUnsettled()) {
      return;
    }
    SliceChanges changes = new SliceChanges();
    Settlement settlement = customer.settle(policy, now, changes);
    settlement
        .pages()
        .forEach(
            (entity, page) -> {
              if (page.getContributions().isEmpty()) {
                pages.remove(entity);
              } else {
                pages.put(entity, page);
              }
            });
    changes.drain().forEach(change -> ChangedSums.add(change, sums));
    lifecycle = settlement.lifecycle().orElse(null);
  }

  Customer customer() {
    return customer;
  }

  /** What is shown of the customer; null for nothing. */
  CustomerLifecycle lifecycle() {
    return lifecycle;
  }

  /** The pages as they were last sent, without those that were withdrawn. */
  Map<EntityRef, LedgerPage> pages() {
    return pages;
  }

  /** "dimension|slice measure day currency" → the sum of all differences that were sent. */
  Map<String, Long> sums() {
    return sums;
  }

  /** The same, added up from the pages that hold, and from what is derived from them. */
  Map<String, Long> sumsOfPages() {
    Map<String, Long> expected = new HashMap<>();
    pages
        .values()
        .forEach(page -> page.getContributions().forEach(line -> add(expected, page, line)));
    var subscriptions =
        pages.entrySet().stream()
            .filter(entry -> entry.getKey().kind() == EntityKind.SUBSCRIPTION)
            .map(Map.Entry::getValue)
            .toList();
    for (Contribution line : Retention.of(MrrHistory.of(subscriptions))) {
      add(expected, subscriptions.get(0), line);
    }
    expected.values().removeIf(amount -> amount == 0);
    return expected;
  }

  private static void add(Map<String, Long> sums, LedgerPage page, Contribution line) {
    String rest = " %s %s %s".formatted(line.getMeasure(), line.getDay(), line.getCurrency());
    for (String slice :
        new String[] {
          "total|",
          "channel|" + value(page.getChannel()),
          "region|" + value(page.getRegion()),
          "segment|" + value(page.getSegment()),
          "owner|" + value(page.getOwner()),
          "product|" + value(page.getProduct())
        }) {
      sums.merge((slice + rest).strip(), line.getAmount(), Long::sum);
    }
  }

  private static String value(String text) {
    return text == null ? "unassigned" : text;
  }
}
