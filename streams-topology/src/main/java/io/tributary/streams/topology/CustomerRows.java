package io.tributary.streams.topology;

import io.tributary.state.CustomerState;
import io.tributary.state.Departure;
import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.lifecycle.EntityRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A customer in the stores. One row says that there is one; beside it are a row per entity, with
 * further rows of those whose facts do not fit into one, and a row per subject that has left. Keys
 * are {@code customer|KIND|id}, {@code customer|+number|KIND|id} and {@code customer|>subject}, so
 * that one scan finds them all, further rows first.
 */
final class CustomerRows {
  /** Behind the customer's id in each key. */
  static final char SEPARATOR = '|';

  private static final char FURTHER = '+';
  private static final char DEPARTED = '>';

  private final KeyValueStore<Bytes, byte[]> customers;
  private final KeyValueStore<Bytes, byte[]> entities;
  private final Predicate<String> isUnsettled;
  private final CustomerLimits limits;
  private final StateCodec<CustomerState> customerCodec = new StateCodec<>(CustomerState.class);
  private final StateCodec<EntityState> entityCodec = new StateCodec<>(EntityState.class);
  private final StateCodec<Departure> departureCodec = new StateCodec<>(Departure.class);
  private final FactPieces pieces = new FactPieces();

  /** How many further rows an entity has in the store, of the few that have any. */
  private final Map<String, Integer> furtherRows = new HashMap<>();

  /**
   * @param isUnsettled whether something of a customer was stored and not settled since
   */
  CustomerRows(
      KeyValueStore<Bytes, byte[]> customers,
      KeyValueStore<Bytes, byte[]> entities,
      Predicate<String> isUnsettled,
      CustomerLimits limits) {
    this.customers = customers;
    this.entities = entities;
    this.isUnsettled = isUnsettled;
    this.limits = limits;
  }

  Customer load(String id) {
    byte[] state = customers.get(key(id));
    if (state == null) {
      return Customer.unknown(id, limits);
    }
    Map<String, Departure> departures = new TreeMap<>();
    Map<EntityRef, EntityState> found = new TreeMap<>();
    Map<String, List<Fact>> further = new HashMap<>();
    String prefix = id + SEPARATOR;
    try (KeyValueIterator<Bytes, byte[]> iterator =
        entities.prefixScan(prefix, new StringSerializer())) {
      while (iterator.hasNext()) {
        KeyValue<Bytes, byte[]> row = iterator.next();
        String rest = new String(row.key.get(), StandardCharsets.UTF_8).substring(prefix.length());
        if (rest.charAt(0) == FURTHER) {
          String entity = rest.substring(rest.indexOf('|') + 1);
          further.computeIfAbsent(entity, e -> new ArrayList<>()).addAll(pieces.decode(row.value));
        } else if (rest.charAt(0) == DEPARTED) {
          departures.put(rest.substring(1), departureCodec.decode(row.value));
        } else {
          found.put(EntityRef.parse(rest), whole(id, rest, row.value, further));
        }
      }
    }
    return new Customer(
        id, customerCodec.decode(state), departures, found, isUnsettled.test(id), limits);
  }

  private EntityState whole(
      String customerId, String entity, byte[] row, Map<String, List<Fact>> further) {
    EntityState state = entityCodec.decode(row);
    if (state.getMoreRows() > 0) {
      List<Fact> facts = new ArrayList<>(state.getFacts());
      facts.addAll(further.getOrDefault(entity, List.of()));
      state.setFacts(facts);
      furtherRows.put(customerId + SEPARATOR + entity, state.getMoreRows());
    }
    return state;
  }

  /** Writes entities that changed, and who has left. */
  void saveParts(Customer customer, Map<EntityRef, Optional<EntityState>> changed) {
    String prefix = customer.id() + SEPARATOR;
    changed.forEach((reference, state) -> save(customer.id(), reference.text(), state));
    customer
        .newDepartures()
        .forEach(
            (subject, departure) ->
                entities.put(key(prefix + DEPARTED + subject), departureCodec.encode(departure)));
  }

  /** Writes what is kept of a customer beside its entities. */
  void save(Customer customer) {
    customers.put(key(customer.id()), customer.state().map(customerCodec::encode).orElse(null));
  }

  private void save(String customerId, String entity, Optional<EntityState> state) {
    byte[] row = state.map(entityCodec::encode).orElse(null);
    int rows = 0;
    if (row != null && row.length > FactPieces.FULL_BYTES) {
      List<byte[]> further = pieces.encode(state.get().getFacts());
      rows = further.size();
      row = entityCodec.encode(new EntityState(List.of(), state.get().getPage(), rows));
      for (int number = 0; number < rows; number++) {
        entities.put(further(customerId, number, entity), further.get(number));
      }
    }
    String name = customerId + SEPARATOR + entity;
    Integer before = rows > 0 ? furtherRows.put(name, rows) : furtherRows.remove(name);
    for (int number = rows; before != null && number < before; number++) {
      entities.delete(further(customerId, number, entity));
    }
    entities.put(key(name), row);
  }

  /** Of a customer that is no longer in memory. */
  void forget(String customerId) {
    if (!furtherRows.isEmpty()) {
      furtherRows.keySet().removeIf(name -> name.startsWith(customerId + SEPARATOR));
    }
  }

  private static Bytes further(String customerId, int number, String entity) {
    return key("%s|%s%06d|%s".formatted(customerId, FURTHER, number, entity));
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
