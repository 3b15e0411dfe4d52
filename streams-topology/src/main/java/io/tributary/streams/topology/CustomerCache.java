package io.tributary.streams.topology;

import io.tributary.state.CustomerState;
import io.tributary.state.EntityState;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.EntityRef;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The customers of one task: in its stores, and those met lately in memory, too. */
final class CustomerCache {
  /** Customers in memory per task: some ten kilobytes each. */
  private static final int CAPACITY = 5_000;

  private final KeyValueStore<Bytes, byte[]> customers;
  private final KeyValueStore<Bytes, byte[]> entities;
  private final int factLimit;
  private final StateCodec<CustomerState> customerCodec = new StateCodec<>(CustomerState.class);
  private final StateCodec<EntityState> entityCodec = new StateCodec<>(EntityState.class);
  private final Map<String, Customer> lately = new LinkedHashMap<>(16, 0.75f, true);

  CustomerCache(
      KeyValueStore<Bytes, byte[]> customers,
      KeyValueStore<Bytes, byte[]> entities,
      int factLimit) {
    this.customers = customers;
    this.entities = entities;
    this.factLimit = factLimit;
  }

  Customer get(String id) {
    Customer known = lately.get(id);
    if (known == null) {
      known = load(id);
      lately.put(id, known);
    }
    return known;
  }

  private Customer load(String id) {
    byte[] state = customers.get(key(id));
    if (state == null) {
      return new Customer(id, Customer.unknown(), Map.of(), factLimit);
    }
    Map<EntityRef, EntityState> found = new TreeMap<>();
    String prefix = id + '|';
    try (KeyValueIterator<Bytes, byte[]> iterator =
        entities.prefixScan(prefix, new StringSerializer())) {
      while (iterator.hasNext()) {
        KeyValue<Bytes, byte[]> entry = iterator.next();
        String key = new String(entry.key.get(), StandardCharsets.UTF_8);
        found.put(EntityRef.parse(key.substring(prefix.length())), entityCodec.decode(entry.value));
      }
    }
    return new Customer(id, customerCodec.decode(state), found, factLimit);
  }

  /** Writes what a settlement changed. */
  void save(Customer customer, Map<EntityRef, Optional<EntityState>> changed) {
    changed.forEach(
        (reference, state) ->
            entities.put(
                key(customer.id() + '|' + reference.text()),
                state.map(entityCodec::encode).orElse(null)));
    customers.put(key(customer.id()), customer.state().map(customerCodec::encode).orElse(null));
  }

  /** Forgets the customers met longest ago; only to be called when all are saved. */
  void trim() {
    var eldest = lately.keySet().iterator();
    for (int surplus = lately.size() - CAPACITY; surplus > 0; surplus--) {
      eldest.next();
      eldest.remove();
    }
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
