package io.tributary.streams.topology;

import io.tributary.output.CustomerEvent;
import io.tributary.serde.PackEncoder;
import io.tributary.serde.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What a stage sends to customers until the next commit, in packs: before the commit nobody sees
 * it, and each record costs as much as a few events. What is sent to one customer stays in order.
 */
final class CustomerOutbox {
  /** Few packs for a thousand events, and small beside what a broker takes and what is fetched. */
  private static final int FULL_BYTES = 16 << 10;

  private static final RecordWriter<CustomerEvent> WRITER = new RecordWriter<>(CustomerEvent.class);

  private final ProcessorContext<String, Object> context;
  private final String sink;
  private final int partitions;
  private final Map<Integer, Pack> packs = new HashMap<>();

  /**
   * @param sink which writes what is sent
   * @param partitions of the sink's topic
   */
  CustomerOutbox(ProcessorContext<String, Object> context, String sink, int partitions) {
    this.context = context;
    this.sink = sink;
    this.partitions = partitions;
  }

  void send(CustomerEvent event, long timestamp) {
    Pack pack = packs.computeIfAbsent(partition(event.getCustomerId()), number -> new Pack());
    pack.add(event, timestamp);
    if (pack.isFull()) {
      pack.send();
    }
  }

  /** The one that Kafka's producers choose by the customer's id. */
  private int partition(String customerId) {
    byte[] key = customerId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** In a record of its own, behind all that was sent before. */
  void sendAlone(CustomerEvent event, long timestamp) {
    flush();
    Pack pack = new Pack();
    pack.add(event, timestamp);
    pack.send();
  }

  /** To be called before each commit. */
  void flush() {
    packs.values().forEach(Pack::send);
  }

  private final class Pack {
    private final PackEncoder<CustomerEvent> events = new PackEncoder<>(WRITER);

    /** The customer and the time of the first event. */
    private String key;

    private long timestamp;

    void add(CustomerEvent event, long eventTimestamp) {
      boolean isFirst = events.isEmpty();
      events.add(event);
      if (isFirst) {
        key = event.getCustomerId();
        timestamp = eventTimestamp;
      }
    }

    boolean isFull() {
      return events.size() >= FULL_BYTES;
    }

    void send() {
      if (!events.isEmpty()) {
        context.forward(new Record<>(key, events.toByteArray(), timestamp), sink);
        events.clear();
      }
    }
  }
}
