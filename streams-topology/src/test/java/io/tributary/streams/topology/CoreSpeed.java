package io.tributary.streams.topology;

import io.tributary.event.Identifier;
import io.tributary.event.IdentifierKinds;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.streams.identity.Evidence;
import io.tributary.streams.identity.IdentityGraph;
import io.tributary.streams.identity.IdentityRules;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.NewFact;
import io.tributary.streams.lifecycle.RandomHistory;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.policy.Policy;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** What the core does per second on one thread, without Kafka: run it by hand. */
final class CoreSpeed {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Policy POLICY = Policy.standard().withCurrency("EUR");
  private static final int CUSTOMERS = 2_000;
  private static final int FACTS = 30;

  private CoreSpeed() {}

  /** Prints a line per way and round; the first rounds are warm-up. */
  public static void main(String[] arguments) {
    List<List<RevenueEvent>> histories = histories();
    for (int round = 0; round < 5; round++) {
      report("facts added, settled once", histories, () -> add(histories, FACTS));
      report("settled after every 5th", histories, () -> add(histories, 5));
      report("settled after each", histories, () -> add(histories, 1));
      storeAndLoad(histories);
      edges();
    }
  }

  /** Of this thread: the machine may be busy with other things. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static List<List<RevenueEvent>> histories() {
    List<List<RevenueEvent>> histories = new ArrayList<>();
    for (int seed = 0; histories.size() < CUSTOMERS; seed++) {
      List<RevenueEvent> events = new RandomHistory(seed).events(2 * FACTS, 1);
      if (events.size() >= FACTS) {
        histories.add(events.subList(0, FACTS));
      }
    }
    return histories;
  }

  private static void report(String way, List<List<RevenueEvent>> histories, Runnable work) {
    long start = cpuNanos();
    work.run();
    long took = cpuNanos() - start;
    System.out.printf(
        "%-28s %,12.0f events/s%n", way, 1e9 * histories.size() * FACTS / Math.max(1, took));
  }

  private static void add(List<List<RevenueEvent>> histories, int settleEvery) {
    SliceChanges changes = new SliceChanges();
    int number = 0;
    for (List<RevenueEvent> events : histories) {
      Customer customer = Customer.unknown("c" + number++, CustomerLimits.STANDARD);
      for (int i = 0; i < events.size(); i++) {
        tell(customer, events.get(i));
        if ((i + 1) % settleEvery == 0 && customer.isUnsettled()) {
          customer.settle(POLICY, NOW, changes);
        }
      }
    }
    changes.drain();
  }

  private static void tell(Customer customer, RevenueEvent event) {
    EntityRef.of(event)
        .ifPresent(entity -> customer.add(entity, NewFact.of(Identifiers.subject(event), event)));
  }

  private static void storeAndLoad(List<List<RevenueEvent>> histories) {
    KeyValueStore<Bytes, byte[]> customers = Stores.inMemoryKeyValueStore("customers").get();
    KeyValueStore<Bytes, byte[]> entities = Stores.inMemoryKeyValueStore("entities").get();
    CustomerRows rows =
        new CustomerRows(customers, entities, unsettled -> false, CustomerLimits.STANDARD);
    SliceChanges changes = new SliceChanges();
    long saving = 0;
    for (int i = 0; i < histories.size(); i++) {
      Customer customer = Customer.unknown("c" + i, CustomerLimits.STANDARD);
      histories.get(i).forEach(event -> tell(customer, event));
      var settlement = customer.settle(POLICY, NOW, changes);
      long start = cpuNanos();
      rows.saveParts(customer, settlement.states());
      rows.save(customer);
      saving += cpuNanos() - start;
    }
    long start = cpuNanos();
    for (int i = 0; i < histories.size(); i++) {
      rows.load("c" + i);
    }
    long loading = cpuNanos() - start;
    start = cpuNanos();
    for (int i = 0; i < histories.size(); i++) {
      Customer customer = rows.load("c" + i);
      RevenueEvent again = histories.get(i).get(0);
      RevenueEvent event = RevenueEvent.newBuilder(again).setEventId("again").build();
      tell(customer, event);
      if (customer.isUnsettled()) {
        rows.saveParts(customer, customer.settle(POLICY, NOW, changes).states());
        rows.save(customer);
      }
    }
    long cold = cpuNanos() - start;
    System.out.printf(
        "per customer: %,d bytes in %.1f rows; saved in %.1f µs, loaded in %.1f µs;"
            + " an event of a customer not in memory: %.1f µs%n",
        (bytes(customers) + bytes(entities)) / histories.size(),
        (double) (customers.approximateNumEntries() + entities.approximateNumEntries())
            / histories.size(),
        saving / 1e3 / histories.size(),
        loading / 1e3 / histories.size(),
        cold / 1e3 / histories.size());
  }

  private static long bytes(KeyValueStore<Bytes, byte[]> store) {
    long bytes = 0;
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        var row = all.next();
        bytes += row.key.get().length + row.value.length;
      }
    }
    return bytes;
  }

  /**
   * An account with an e-mail, a cookie, an opportunity and eleven invoices each, nearly in order.
   */
  private static void edges() {
    KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("graph").get();
    StoredGraph stored = new StoredGraph(store);
    IdentityGraph graph =
        new IdentityGraph(stored, new IdentityRules(IdentifierKinds.standard(), 100));
    int edges = 0;
    long start = cpuNanos();
    for (int round = 0; round < 14; round++) {
      for (int account = 0; account < 10_000; account++) {
        String subject = Identifiers.text(new Identifier("account", "crm/001" + account));
        String kind =
            round == 0
                ? "email"
                : round == 1 ? "anonymous" : round == 2 ? "opportunity" : "invoice";
        String other = kind + ":crm/" + account + '-' + round;
        graph.add(new Evidence(subject, other, 1_000L * round + account % 977));
        edges++;
      }
      stored.save();
    }
    long took = cpuNanos() - start;
    start = cpuNanos();
    for (int account = 0; account < 10_000; account++) {
      graph.add(
          new Evidence("account:crm/001" + account, "email:crm/" + account + "-0", 2_000_000L));
    }
    System.out.printf(
        "graph: %,.0f new edges/s, %,.0f known edges/s, %,d bytes an edge%n",
        1e9 * edges / took, 1e13 / (cpuNanos() - start), bytes(store) / edges);
    System.out.println(Map.of("rows an edge", (double) store.approximateNumEntries() / edges));
  }
}
