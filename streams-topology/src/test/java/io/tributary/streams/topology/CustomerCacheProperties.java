package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.streams.lifecycle.ChangedSums;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.NewFact;
import io.tributary.streams.lifecycle.RandomHistory;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

class CustomerCacheProperties {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @Property(tries = 100)
  void aCustomerThatIsForgottenAndReadAgainIsTheSame(@ForAll long seed) {
    List<RevenueEvent> events = new RandomHistory(seed).events(30, 2);

    assertThat(told(events, true)).isEqualTo(told(events, false));
  }

  private record Told(CustomerLifecycle lifecycle, Map<String, Long> sums) {}

  private static Told told(List<RevenueEvent> events, boolean forgetful) {
    KeyValueStore<Bytes, byte[]> customers = Stores.inMemoryKeyValueStore("customers").get();
    KeyValueStore<Bytes, byte[]> entities = Stores.inMemoryKeyValueStore("entities").get();
    CustomerCache cache =
        new CustomerCache(new CustomerRows(customers, entities, CustomerLimits.STANDARD));
    Map<String, Long> sums = new TreeMap<>();
    CustomerLifecycle lifecycle = null;
    for (RevenueEvent event : events) {
      if (forgetful) {
        cache = new CustomerCache(new CustomerRows(customers, entities, CustomerLimits.STANDARD));
      }
      // Another one whose key begins alike must not be mistaken for it.
      Customer neighbour = cache.get("c0");
      settle(neighbour, event, cache, new SliceChanges());
      SliceChanges changes = new SliceChanges();
      lifecycle = settle(cache.get("c"), event, cache, changes);
      changes.drain().forEach(change -> ChangedSums.add(change, sums));
    }
    return new Told(lifecycle, sums);
  }

  private static CustomerLifecycle settle(
      Customer customer, RevenueEvent event, CustomerCache cache, SliceChanges changes) {
    EntityRef.of(event)
        .ifPresent(entity -> customer.add(entity, NewFact.of(Identifiers.subject(event), event)));
    Customer.Settlement settlement =
        customer.settle(Policy.standard().withCurrency("EUR"), NOW, changes);
    cache.save(customer, settlement.states());
    return settlement.lifecycle().orElse(null);
  }
}
