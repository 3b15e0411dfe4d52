package io.tributary.standalone.bench;

import io.tributary.event.EventType;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Kafka's producer alone, with the same events, serialized beforehand: what the broker takes. */
final class PlainProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();

  PlainProducer(Workbench bench, List<RevenueEvent> events) {
    Map<String, Object> config = bench.kafka();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    Serializer<SpecificRecord> serializer = bench.serdes().serializer();
    for (RevenueEvent event : events) {
      String topic = EventType.named(event.getType()).orElseThrow().topic().name();
      records.add(
          new ProducerRecord<>(
              topic,
              Identifiers.subject(event).getBytes(StandardCharsets.UTF_8),
              serializer.serialize(topic, event)));
    }
  }

  /** Events per second. */
  double rate(Duration time) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    double rate =
        Rate.of(
            time,
            () -> {
              for (ProducerRecord<byte[], byte[]> record : records) {
                // What became of it is told to the callback.
                var unused =
                    producer.send(
                        record,
                        (sent, e) -> {
                          if (e != null) {
                            failure.set(e);
                          }
                        });
              }
              producer.flush();
              return records.size();
            });
    if (failure.get() != null) {
      throw new IllegalStateException("the producer failed: " + failure.get(), failure.get());
    }
    return rate;
  }

  @Override
  public void close() {
    producer.close();
  }
}
