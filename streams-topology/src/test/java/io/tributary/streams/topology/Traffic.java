package io.tributary.streams.topology;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What a stage wrote, to topics and changelogs: cost that does not depend on the machine. */
final class Traffic {
  /** What a producer sends at most, unless told otherwise. */
  static final int MOST_BYTES =
      (Integer)
          ProducerConfig.configDef().defaultValues().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);

  private final Map<String, Integer> largest = new TreeMap<>();
  private final Map<String, Long> byTopic = new TreeMap<>();
  private long records;
  private long bytes;

  void add(String topic, int sizeBytes) {
    largest.merge(topic, sizeBytes, Math::max);
    byTopic.merge(topic, (long) sizeBytes, Long::sum);
    records++;
    bytes += sizeBytes;
  }

  long records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  /** Of each topic, in bytes. */
  Map<String, Integer> largest() {
    return largest;
  }

  @Override
  public String toString() {
    return "%d records, %d bytes %s, largest %s".formatted(records, bytes, byTopic, largest);
  }
}
