package io.tributary.streams.topology;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.EntityContributions;
import io.tributary.streams.identity.CustomerIds;
import io.tributary.streams.identity.NaiveAssignment;
import io.tributary.streams.lifecycle.ChangedSums;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.LedgerRecord;
import io.tributary.streams.lifecycle.NewFact;
import io.tributary.streams.lifecycle.Settlement;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all events together amount to, by definition: each belongs to the customer that its subject
 * has when all evidence is known, and each customer is told of its own at once.
 */
final class InMemoryFold {
  final Map<String, CustomerLifecycle> lifecycles = new TreeMap<>();
  final Map<String, EntityContributions> contributions = new TreeMap<>();
  final Map<String, Long> sums = new TreeMap<>();

  InMemoryFold(List<RevenueEvent> events, Policy policy, Instant now) {
    NaiveAssignment assigned =
        new NaiveAssignment(
            RandomCompany.evidence(events),
            RandomCompany.KIND_NAMES,
            RandomCompany.LIMITS,
            RandomCompany.BLOCKED,
            RandomCompany.MAX_LINKS);
    Map<String, Customer> customers = new TreeMap<>();
    for (RevenueEvent event : events) {
      String subject = Identifiers.subject(event);
      String id = CustomerIds.foundedBy(assigned.founders.getOrDefault(subject, subject));
      Customer customer =
          customers.computeIfAbsent(id, i -> Customer.unknown(i, CustomerLimits.STANDARD));
      EntityRef.of(event).ifPresent(entity -> customer.add(entity, NewFact.of(subject, event)));
    }
    for (Customer customer : customers.values()) {
      if (customer.isUnsettled()) {
        SliceChanges changes = new SliceChanges();
        Settlement settlement = customer.settle(policy, now, changes);
        settlement.lifecycle().ifPresent(shown -> lifecycles.put(customer.id(), shown));
        settlement
            .pages()
            .forEach(
                (entity, page) ->
                    contributions.put(
                        LedgerRecord.key(customer.id(), entity),
                        LedgerRecord.of(customer.id(), entity, page, TopologyFixture.NOW)));
        changes.drain().forEach(change -> ChangedSums.add(change, sums));
      }
    }
    LifecycleFixture.ageless(lifecycles);
  }
}
