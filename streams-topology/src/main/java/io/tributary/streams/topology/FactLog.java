package io.tributary.streams.topology;

import io.tributary.output.CustomerEvent;
import io.tributary.output.CustomerEvents;
import io.tributary.serde.PackEncoder;
import io.tributary.serde.RecordWriter;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The facts that came to customers who are not written to their rows with each commit: what a crash
 * leaves of them. All that came between two commits are a few rows here, where each customer would
 * be several of its own. A row goes when all customers in it, and in those before it, have been
 * written since.
 *
 * <p>Facts are a set, so it does no harm to add those of a customer once more who has been written
 * meanwhile: rows hold only what came, and nothing of what became of it.
 */
final class FactLog {
  private static final byte ROW = 'F';

  /** With the largest event behind it, it is less than the mebibyte that a broker takes. */
  private static final int FULL_BYTES = 64 << 10;

  /** 64 MiB of them, if all are full. */
  static final int MOST_ROWS = 1_024;

  private static final RecordWriter<CustomerEvent> WRITER = new RecordWriter<>(CustomerEvent.class);

  private final KeyValueStore<Bytes, byte[]> store;
  private final StateCodec<CustomerEvents> codec = new StateCodec<>(CustomerEvents.class);
  private final PackEncoder<CustomerEvent> entry = new PackEncoder<>(WRITER);

  /** The customers who are not written, with the first row that they are in; in its order. */
  private final Map<String, Integer> unwritten = new LinkedHashMap<>();

  private int firstRow;
  private int nextRow;

  /**
   * @param store which may hold other rows, too, whose keys begin otherwise
   */
  FactLog(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Facts have come to a customer who will not be written with the next commit. */
  void add(String customerId, List<CustomerEvent> facts) {
    unwritten.putIfAbsent(customerId, nextRow);
    for (CustomerEvent sent : facts) {
      entry.add(sent);
      if (entry.size() >= FULL_BYTES) {
        write();
      }
    }
  }

  /** Whether the customer is not written. */
  boolean contains(String customerId) {
    return unwritten.containsKey(customerId);
  }

  /** The customer has been written. */
  void remove(String customerId) {
    unwritten.remove(customerId);
  }

  /** Those who have to be written now, so that the log does not become longer than it may. */
  List<String> overdue() {
    return unwritten.entrySet().stream()
        .takeWhile(first -> nextRow - first.getValue() >= MOST_ROWS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** To be called before each commit, when customers have been written. */
  void save() {
    write();
    int needed = unwritten.values().stream().findFirst().orElse(nextRow);
    for (; firstRow < needed; firstRow++) {
      store.delete(key(firstRow));
    }
  }

  private void write() {
    if (!entry.isEmpty()) {
      store.put(key(nextRow++), StateCodec.ofEncoded(entry.toByteArray()));
      entry.clear();
    }
  }

  /**
   * Reads what a crash or a move left.
   *
   * @param isNews told of customers and facts that came to them, in the order in which they came;
   *     whether any of them are not in the customer's rows
   */
  void read(BiPredicate<String, List<CustomerEvent>> isNews) {
    boolean isFirst = true;
    try (KeyValueIterator<Bytes, byte[]> iterator =
        store.prefixScan(new byte[] {ROW}, new ByteArraySerializer())) {
      while (iterator.hasNext()) {
        KeyValue<Bytes, byte[]> kept = iterator.next();
        int row = ByteBuffer.wrap(kept.key.get(), 1, Integer.BYTES).getInt();
        firstRow = isFirst ? row : firstRow;
        isFirst = false;
        nextRow = row + 1;
        byCustomer(codec.decode(kept.value))
            .forEach(
                (customer, facts) -> {
                  if (isNews.test(customer, facts)) {
                    unwritten.putIfAbsent(customer, row);
                  }
                });
      }
    }
  }

  private static Map<String, List<CustomerEvent>> byCustomer(CustomerEvents row) {
    return row.getEvents().stream()
        .collect(
            Collectors.groupingBy(
                CustomerEvent::getCustomerId, LinkedHashMap::new, Collectors.toList()));
  }

  private static Bytes key(int row) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Integer.BYTES).put(ROW).putInt(row).array());
  }
}
