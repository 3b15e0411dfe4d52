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
import org.junit.jupiter.api.Test;

class CustomerCacheProperties {
  private static final long MOST_BYTES = 50_000;
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @Property(tries = 100)
  void aCustomerThatIsForgottenAndReadAgainIsTheSame(@ForAll long seed) {
    List<RevenueEvent> events = new RandomHistory(seed).events(30, 2);

    assertThat(told(events, true)).isEqualTo(told(events, false));
  }

  @Test
  void onlySoManyBytesOfCustomersStayInMemoryThoseMetLast() {
    KeyValueStore<Bytes, byte[]> customers = Stores.inMemoryKeyValueStore("customers").get();
    KeyValueStore<Bytes, byte[]> entities = Stores.inMemoryKeyValueStore("entities").get();
    long each = MOST_BYTES / 10;
    CustomerCache cache =
        new CustomerCache(
            new CustomerRows(customers, entities, CustomerLimits.STANDARD), MOST_BYTES);
    int met = 0;
    for (RevenueEvent event : new RandomHistory(7).events(400, 1)) {
      Customer customer = cache.get("c" + met % 40);
      if (customer.approximateBytes() < each) {
        settle(customer, event, cache, new SliceChanges());
      }
      met++;
      cache.trim();
    }
    Customer last = cache.get("c" + (met - 1) % 40);

    assertThat(cache.size()).isBetween(5, 39);
    assertThat(cache.get("c" + (met - 1) % 40)).isSameAs(last);
    assertThat(customers.approximateNumEntries()).isEqualTo(40);
  }

  private record Told(CustomerLifecycle lifecycle, Map<String, Long> sums) {}

  private static Told told(List<RevenueEvent> events, boolean forgetful) {
    KeyValueStore<Bytes, byte[]> customers = Stores.inMemoryKeyValueStore("customers").get();
    KeyValueStore<Bytes, byte[]> entities = Stores.inMemoryKeyValueStore("entities").get();
    CustomerCache cache =
        new CustomerCache(new CustomerRows(customers, entities, CustomerLimits.STANDARD), 1 << 20);
    Map<String, Long> sums = new TreeMap<>();
    CustomerLifecycle lifecycle = null;
    for (RevenueEvent event : events) {
      if (forgetful) {
        cache =
            new CustomerCache(
                new CustomerRows(customers, entities, CustomerLimits.STANDARD), 1 << 20);
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
