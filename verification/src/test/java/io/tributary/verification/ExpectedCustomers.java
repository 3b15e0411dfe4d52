package io.tributary.verification;

import io.tributary.event.Identifier;
import io.tributary.event.IdentifierKinds;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.EntityContributions;
import io.tributary.streams.identity.CustomerIds;
import io.tributary.streams.identity.Evidence;
import io.tributary.streams.identity.IdentityGraph;
import io.tributary.streams.identity.IdentityRules;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.LedgerRecord;
import io.tributary.streams.lifecycle.NewFact;
import io.tributary.streams.lifecycle.Settlement;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a history amounts to when nothing is killed, late or repeated: one fold in memory. */
final class ExpectedCustomers {
  private static final int MAX_LINKS = 100;

  final Map<String, CustomerLifecycle> lifecycles = new TreeMap<>();
  final Map<String, EntityContributions> contributions = new TreeMap<>();

  ExpectedCustomers(List<RevenueEvent> events, Instant now) {
    Map<String, String> owners = owners(events);
    Map<String, Customer> customers = new TreeMap<>();
    for (RevenueEvent event : events) {
      String subject = Identifiers.subject(event);
      String id = owners.getOrDefault(subject, CustomerIds.foundedBy(subject));
      Customer customer =
          customers.computeIfAbsent(id, i -> Customer.unknown(i, CustomerLimits.STANDARD));
      EntityRef.of(event).ifPresent(entity -> customer.add(entity, NewFact.of(subject, event)));
    }
    customers.values().forEach(customer -> show(customer, now));
  }

  private static Map<String, String> owners(List<RevenueEvent> events) {
    List<Evidence> evidence = new ArrayList<>();
    for (RevenueEvent event : events) {
      List<Identifier> identifiers = event.getIdentifiers();
      for (Identifier other : identifiers.subList(1, identifiers.size())) {
        evidence.add(
            new Evidence(
                Identifiers.subject(event),
                Identifiers.text(other),
                event.getOccurredAt().toEpochMilli()));
      }
    }
    evidence.sort(Evidence.ORDER);
    IdentityGraph graph =
        new IdentityGraph(
            new HeapGraph(), new IdentityRules(IdentifierKinds.standard(), MAX_LINKS));
    Map<String, String> owners = new HashMap<>();
    for (Evidence piece : evidence) {
      graph
          .add(piece)
          .assignments()
          .forEach(assigned -> owners.put(assigned.identifier(), assigned.customerId()));
    }
    return owners;
  }

  private void show(Customer customer, Instant now) {
    Settlement settlement = customer.settle(Policy.standard(), now, new SliceChanges());
    settlement.lifecycle().ifPresent(shown -> lifecycles.put(customer.id(), comparable(shown)));
    settlement
        .pages()
        .forEach(
            (entity, page) ->
                contributions.put(
                    LedgerRecord.key(customer.id(), entity),
                    comparable(LedgerRecord.of(customer.id(), entity, page, Instant.EPOCH))));
  }

  /** Without what depends on when and how often it was written. */
  static CustomerLifecycle comparable(CustomerLifecycle lifecycle) {
    lifecycle.setVersion(0);
    lifecycle.setUpdatedAt(Instant.EPOCH);
    // Avro's own arrays cannot compare records with optional times.
    lifecycle.setStages(List.copyOf(lifecycle.getStages()));
    return lifecycle;
  }

  static EntityContributions comparable(EntityContributions contributions) {
    contributions.setUpdatedAt(Instant.EPOCH);
    return contributions;
  }
}
