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
import io.tributary.streams.lifecycle.Settlement;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
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

  private final KeyValueStore<Bytes, byte[]> customers =
      Stores.inMemoryKeyValueStore("customers").get();
  private final CustomerCache cache =
      new CustomerCache(
          new CustomerRows(
              customers,
              Stores.inMemoryKeyValueStore("entities").get(),
              unsettled -> false,
              CustomerLimits.STANDARD),
          MOST_BYTES);

  @Property(tries = 100)
  void aCustomerThatIsForgottenAndReadAgainIsTheSame(@ForAll long seed) {
    List<RevenueEvent> events = new RandomHistory(seed).events(30, 2);

    assertThat(told(events, true)).isEqualTo(told(events, false));
  }

  @Test
  void onlySoManyBytesOfCustomersStayInMemoryThoseMetLast() {
    List<Customer> met = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      met.add(settled("c" + number, 10));
    }
    assertThat(cache.isCrowded())
        .as("40 customers of more than %d bytes", MOST_BYTES / 20)
        .isTrue();
    cache.trim();

    long bytes = 0;
    int kept = 0;
    for (int number = 39; number >= 0 && isInMemory(met.get(number)); number--) {
      bytes += met.get(number).approximateBytes();
      kept++;
    }
    assertThat(bytes).isBetween(MOST_BYTES / 2, MOST_BYTES);
    assertThat(met.subList(0, 40 - kept)).noneMatch(this::isInMemory);
    assertThat(customers.approximateNumEntries()).isEqualTo(40);
  }

  @Test
  void aCustomerLargerThanAllMayBeStaysWhileItIsMet() {
    Customer hot = settled("hot", 400);
    assertThat(hot.approximateBytes()).isGreaterThan(2 * MOST_BYTES);
    for (int number = 0; number < 3; number++) {
      settled("c" + number, 10);
      cache.trim();

      assertThat(isInMemory(hot)).isTrue();
      assertThat(cache.isCrowded()).isFalse();
    }
  }

  @Test
  void whatIsKeptOfACustomerIsWrittenWhenItIsAnother() {
    Bytes key = Bytes.wrap("c".getBytes(StandardCharsets.UTF_8));
    Customer customer = cache.get("c");
    tell(customer, 10);
    cache.save(customer, customer.postpone());
    assertThat(customers.get(key)).isNotNull();

    customers.delete(key);
    tell(customer, 20);
    cache.save(customer, customer.postpone());
    assertThat(customers.get(key)).as("it waits as before").isNull();

    cache.save(customer, customer.settle(Policy.standard(), NOW, new SliceChanges()).states());
    assertThat(customers.get(key)).isNotNull();
  }

  private static void tell(Customer customer, int events) {
    for (RevenueEvent event : new RandomHistory(7).events(events, 1)) {
      EntityRef.of(event)
          .ifPresent(entity -> customer.add(entity, NewFact.of(Identifiers.subject(event), event)));
    }
  }

  private Customer settled(String id, int events) {
    Customer customer = cache.get(id);
    tell(customer, events);
    cache.save(customer, customer.settle(Policy.standard(), NOW, new SliceChanges()).states());
    return customer;
  }

  private boolean isInMemory(Customer customer) {
    return cache.get(customer.id()) == customer;
  }

  private record Told(CustomerLifecycle lifecycle, Map<String, Long> sums) {}

  private static Told told(List<RevenueEvent> events, boolean forgetful) {
    KeyValueStore<Bytes, byte[]> customers = Stores.inMemoryKeyValueStore("customers").get();
    KeyValueStore<Bytes, byte[]> entities = Stores.inMemoryKeyValueStore("entities").get();
    CustomerCache cache =
        new CustomerCache(
            new CustomerRows(customers, entities, unsettled -> false, CustomerLimits.STANDARD),
            1 << 20);
    Map<String, Long> sums = new TreeMap<>();
    CustomerLifecycle lifecycle = null;
    for (RevenueEvent event : events) {
      if (forgetful) {
        cache =
            new CustomerCache(
                new CustomerRows(customers, entities, unsettled -> false, CustomerLimits.STANDARD),
                1 << 20);
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
    Settlement settlement = customer.settle(Policy.standard().withCurrency("EUR"), NOW, changes);
    cache.save(customer, settlement.states());
    return settlement.lifecycle().orElse(null);
  }
}
