package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.state.Departure;
import io.tributary.state.EntityState;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class CustomerCacheProperties {
  private static final long MOST_BYTES = 50_000;
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final KeyValueStore<Bytes, byte[]> customers =
      Stores.inMemoryKeyValueStore("customers").get();
  private final KeyValueStore<Bytes, byte[]> entities =
      Stores.inMemoryKeyValueStore("entities").get();
  private final KeyValueStore<Bytes, byte[]> log = Stores.inMemoryKeyValueStore("log").get();
  private long millis;
  private CustomerCache cache = cache(MOST_BYTES);

  private CustomerCache cache(long mostBytes) {
    return new CustomerCache(
        new CustomerRows(customers, entities, unsettled -> false, CustomerLimits.STANDARD),
        new FactLog(log),
        () -> mostBytes,
        () -> millis);
  }

  @Property(tries = 100)
  void aCustomerThatIsForgottenAndReadAgainIsTheSame(@ForAll long seed) {
    List<RevenueEvent> events = new RandomHistory(seed).events(30, 2);

    assertThat(shown(events, true)).isEqualTo(shown(events, false));
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
  void whoIsToBeForgottenIsWrittenAndALargeOneStays() {
    Customer small = cache.get("c");
    tell(small, 10);
    Customer large = cache.get("large");
    tell(large, 400);
    cache.save(large, large.postpone());

    cache.saveAndForget(small, settled(small));
    cache.saveAndForget(large, settled(large));

    assertThat(isInMemory(large)).isTrue();
    assertThat(isInMemory(small)).isFalse();
    assertThat(cache.get("c").state()).isEqualTo(small.state());
    assertThat(cache.get("c").isUnsettled()).isFalse();
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

  @Test
  void whatCameToACustomerIsFoundAfterARestartThoughItsRowsWereNotWritten() {
    Customer customer = cache.get("c");
    cache.log(customer, tell(customer, 10));
    cache.trim();
    cache.get("other");
    assertThat(entities.approximateNumEntries()).isZero();

    Set<String> unwritten = restart();

    assertThat(unwritten).containsExactly("c");
    assertThat(cache.get("c").postpone()).isEqualTo(customer.postpone()).isNotEmpty();
  }

  @Test
  void whoWasWrittenIsNoNewsAfterARestartThoughTheLogHasItStill() {
    Customer customer = cache.get("c");
    Customer other = cache.get("other");
    cache.log(customer, tell(customer, 10));
    cache.log(other, tell(other, 10));
    cache.save(customer, customer.postpone());
    cache.trim();

    assertThat(restart()).containsExactly("other");
  }

  @Test
  void whatHasLeftACustomerDoesNotComeBackWithARestart() {
    Customer customer = cache.get("c");
    List<CustomerEvent> facts = tell(customer, 10);
    cache.log(customer, facts);
    Customer other = cache.get("other");
    cache.log(other, tell(other, 10));
    cache.trim();
    for (String subject : subjects(facts)) {
      customer.depart(subject, new Departure("elsewhere", 2L));
    }
    cache.save(customer, customer.postpone());
    cache.trim();

    assertThat(restart()).containsExactly("other");
    assertThat(cache.get("c").mayWait()).as("has facts").isFalse();
  }

  @Test
  void whatCameBackStays() {
    Customer customer = cache.get("c");
    List<CustomerEvent> facts = tell(customer, 10);
    for (String subject : subjects(facts)) {
      customer.depart(subject, new Departure("elsewhere", 2L));
    }
    cache.save(customer, customer.postpone());
    tell(customer, 10);
    facts.forEach(fact -> fact.setGeneration(3L));
    cache.log(customer, facts);
    cache.trim();

    assertThat(restart()).containsExactly("c");
    assertThat(cache.get("c").postpone()).isEqualTo(customer.postpone());
  }

  @Test
  void whoIsForgottenIsWrittenFirst() {
    List<Customer> met = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      Customer customer = cache.get("c" + number);
      cache.log(customer, tell(customer, 10));
      met.add(customer);
    }
    cache.trim();

    List<Customer> forgotten = met.stream().filter(customer -> !isInMemory(customer)).toList();
    assertThat(forgotten).hasSizeBetween(10, 39);
    for (Customer customer : forgotten) {
      assertThat(cache.get(customer.id()).isUnsettled()).isFalse();
      assertThat(cache.get(customer.id()).mayWait()).as("has facts").isTrue();
    }
    assertThat(customers.approximateNumEntries()).isEqualTo(forgotten.size());
  }

  @Test
  void whoIsInTheLogForTooLongIsWritten() {
    cache = cache(Long.MAX_VALUE / 2);
    for (int number = 0; number < FactLog.MOST_ROWS + 50; number++) {
      Customer customer = cache.get("c" + number);
      cache.log(customer, tell(customer, 1));
      cache.trim();
    }

    assertThat(log.approximateNumEntries()).isEqualTo(FactLog.MOST_ROWS);
    assertThat(customers.approximateNumEntries()).isEqualTo(50);
  }

  @Test
  void aRestartWithALongLogTakesNoMoreMemoryThanOtherwise() {
    cache = cache(Long.MAX_VALUE / 2);
    for (int number = 0; number < 40; number++) {
      Customer customer = cache.get("c" + number);
      cache.log(customer, tell(customer, 10));
    }
    cache.trim();
    assertThat(customers.approximateNumEntries()).isZero();

    Set<String> unwritten = restart();

    assertThat(unwritten).hasSize(40);
    assertThat(customers.approximateNumEntries()).as("those written").isBetween(15L, 39L);
    assertThat(restart()).hasSizeBetween(1, 25);
  }

  @Test
  void whoHasHeardNothingForLongIsSettledInsteadOfWritten() {
    List<Customer> met = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      Customer customer = cache.get("c" + number);
      cache.log(customer, tell(customer, 10));
      met.add(customer);
      millis += 100;
    }
    assertThat(cache.quiet()).extracting(Customer::id).startsWith("c0", "c1").hasSize(21);

    millis += 10_000;
    List<Customer> quiet = cache.quiet();
    assertThat(quiet).hasSizeBetween(25, 39);
    quiet.forEach(customer -> cache.saveAndForget(customer, settled(customer)));
    assertThat(cache.quiet()).as("there is room").isEmpty();
    cache.trim();
    assertThat(customers.approximateNumEntries()).isEqualTo(quiet.size());
    assertThat(isInMemory(met.get(39))).as("the one met last").isTrue();
    assertThat(isInMemory(met.get(0))).isFalse();
  }

  @Test
  void aLogThatCannotBeReadIsNoReasonToGoOnWithoutIt() {
    byte[] key = {'F', 0, 0, 0, 0};
    log.put(Bytes.wrap(key), new byte[] {77});

    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(cache::begin)
          .isInstanceOf(ProcessorStateException.class)
          .hasMessageContaining("state of an unknown version: [77]");
    }
  }

  @Test
  void whoeverHasTheTaskNowIsNoReasonToStop() {
    TaskMigratedException moved = new TaskMigratedException("fenced");
    cache =
        new CustomerCache(
            new CustomerRows(customers, entities, unsettled -> false, CustomerLimits.STANDARD),
            new FactLog(log),
            () -> {
              throw moved;
            },
            () -> millis);
    CustomerCache before = cache(MOST_BYTES);
    Customer customer = before.get("c");
    before.log(customer, tell(customer, 1));
    before.trim();

    assertThatThrownBy(cache::begin).isSameAs(moved);
  }

  /** Returns who has anything that is not in the rows. */
  private Set<String> restart() {
    cache = cache(MOST_BYTES);
    Set<String> unwritten = cache.begin();
    assertThat(cache.begin()).isEmpty();
    return unwritten;
  }

  private static Set<String> subjects(List<CustomerEvent> facts) {
    return facts.stream().map(CustomerEvent::getSubject).collect(Collectors.toSet());
  }

  private static List<CustomerEvent> tell(Customer customer, int events) {
    List<CustomerEvent> facts = new ArrayList<>();
    for (RevenueEvent event : new RandomHistory(7).events(events, 1)) {
      EntityRef.of(event)
          .ifPresent(
              entity -> {
                String subject = Identifiers.subject(event);
                customer.add(entity, NewFact.of(subject, event));
                facts.add(Told.to(customer.id(), subject, event, 1));
              });
    }
    return facts;
  }

  private Customer settled(String id, int events) {
    Customer customer = cache.get(id);
    tell(customer, events);
    cache.save(customer, settled(customer));
    return customer;
  }

  private static Map<EntityRef, Optional<EntityState>> settled(Customer customer) {
    return customer.settle(Policy.standard(), NOW, new SliceChanges()).states();
  }

  private boolean isInMemory(Customer customer) {
    return cache.get(customer.id()) == customer;
  }

  private record Shown(CustomerLifecycle lifecycle, Map<String, Long> sums) {}

  private static Shown shown(List<RevenueEvent> events, boolean forgetful) {
    KeyValueStore<Bytes, byte[]> customers = Stores.inMemoryKeyValueStore("customers").get();
    KeyValueStore<Bytes, byte[]> entities = Stores.inMemoryKeyValueStore("entities").get();
    KeyValueStore<Bytes, byte[]> log = Stores.inMemoryKeyValueStore("log").get();
    CustomerCache cache =
        new CustomerCache(
            new CustomerRows(customers, entities, unsettled -> false, CustomerLimits.STANDARD),
            new FactLog(log),
            () -> 1 << 20,
            () -> 0);
    Map<String, Long> sums = new TreeMap<>();
    CustomerLifecycle lifecycle = null;
    for (RevenueEvent event : events) {
      if (forgetful) {
        cache =
            new CustomerCache(
                new CustomerRows(customers, entities, unsettled -> false, CustomerLimits.STANDARD),
                new FactLog(log),
                () -> 1 << 20,
                () -> 0);
      }
      // Another one whose key begins alike must not be mistaken for it.
      Customer neighbour = cache.get("c0");
      settle(neighbour, event, cache, new SliceChanges());
      SliceChanges changes = new SliceChanges();
      lifecycle = settle(cache.get("c"), event, cache, changes);
      changes.drain().forEach(change -> ChangedSums.add(change, sums));
    }
    return new Shown(lifecycle, sums);
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
