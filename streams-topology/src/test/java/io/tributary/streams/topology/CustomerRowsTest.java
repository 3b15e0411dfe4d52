package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.TicketSolved;
import io.tributary.serde.TrustedRecords;
import io.tributary.state.Departure;
import io.tributary.state.Fact;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.EntityKind;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class CustomerRowsTest {
  private static final EntityRef TICKET = new EntityRef(EntityKind.TICKET, "desk/T|1");
  private static final int FACTS = 600;

  static {
    TrustedRecords.trust();
  }

  private final KeyValueStore<Bytes, byte[]> customers =
      Stores.inMemoryKeyValueStore("customers").get();
  private final KeyValueStore<Bytes, byte[]> entities =
      Stores.inMemoryKeyValueStore("entities").get();

  @Test
  void anEntityTooLargeForARecordTakesSeveralAndComesBackWhole() {
    save(large(), rows());

    assertThat(sizes()).hasSizeGreaterThan(2).allMatch(size -> size <= 256 * 1024);
    assertThat(rows().load("c").depart("s", new Departure("d", 1L)))
        .isEqualTo(large().depart("s", new Departure("d", 1L)));
  }

  @Test
  void anEntityThatBecomesSmallerLeavesNoRowsBehind() {
    save(large(), rows());
    CustomerRows rows = rows();
    Customer customer = rows.load("c");
    customer.depart("s", new Departure("d", 1L));

    save(customer, rows);

    assertThat(sizes()).as("the departure alone").hasSize(1);
    assertThat(rows().load("c").departure("s", 0)).contains(new Departure("d", 1L));
    assertThat(rows().load("c").departure("s", 1)).isEmpty();
  }

  private CustomerRows rows() {
    return new CustomerRows(customers, entities, unsettled -> false, CustomerLimits.STANDARD);
  }

  private static Customer large() {
    Customer customer = Customer.unknown("c", CustomerLimits.STANDARD);
    for (int i = 0; i < FACTS; i++) {
      customer.add(
          TICKET,
          new Fact(
              "s",
              "desk",
              "evt-" + i,
              (long) i,
              new TicketSolved("T", "o".repeat(1_000), Map.of())));
    }
    return customer;
  }

  private static void save(Customer customer, CustomerRows rows) {
    rows.saveParts(
        customer, customer.settle(Policy.standard(), Instant.EPOCH, new SliceChanges()).states());
    rows.save(customer);
  }

  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = entities.all()) {
      all.forEachRemaining(row -> sizes.add(row.value.length));
    }
    return sizes;
  }
}
