package io.tributary.ingest.publish;

import io.tributary.ingest.IngestConfiguration;
import io.tributary.serde.AvroSerdes;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes producers. What the configuration says of the Kafka clients comes first. */
public final class Producers {
  private static final int BATCH_BYTES = 128 << 10;
  private static final int REQUEST_BYTES = 1 << 20;

  /** Long enough for a hiccup, short enough for the thread that serves a request. */
  private static final int LONGEST_BLOCK_MILLIS = 250;

  private static final long DAY_MILLIS = 86_400_000;

  private Producers() {}

  public static Producer<String, SpecificRecord> create(
      IngestConfiguration configuration, AvroSerdes serdes) {
    Map<String, Object> settings = new HashMap<>(defaults(configuration));
    settings.putAll(configuration.kafka());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(settings, new StringSerializer(), serdes.serializer());
  }

  private static Map<String, Object> defaults(IngestConfiguration configuration) {
    IngestConfiguration.Publish publish = configuration.publish();
    int timeout = (int) publish.timeout().toMillis();
    int linger = Math.min(publish.lingerMillis(), timeout / 4);
    return Map.of(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, timeout / 2),
        ProducerConfig.LINGER_MS_CONFIG, linger,
        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
        ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES,
        ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MILLIS,
        // Twice the bytes of requests in flight, so that it is not this buffer that fills first.
        ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * publish.bytesInFlight(),
        // A quiet topic must not be forgotten: asking for it again would block a request.
        ProducerConfig.METADATA_MAX_IDLE_CONFIG, DAY_MILLIS);
  }
}
