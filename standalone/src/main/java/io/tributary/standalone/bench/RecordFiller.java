package io.tributary.standalone.bench;

import io.tributary.topic.Topic;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills topics before what reads them is started. */
final class RecordFiller implements AutoCloseable {
  private final KafkaProducer<String, SpecificRecord> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final AtomicLong valueBytes = new AtomicLong();
  private final AtomicLong records = new AtomicLong();

  RecordFiller(Workbench bench) {
    Map<String, Object> config = bench.kafka();
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    this.producer =
        new KafkaProducer<>(
            config, new StringSerializer(), bench.serdes().<SpecificRecord>serializer());
  }

  void send(Topic topic, String key, SpecificRecord value) {
    // What became of it is told to the callback.
    var unused =
        producer.send(
            new ProducerRecord<>(topic.name(), key, value),
            (sent, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              } else {
                valueBytes.addAndGet(sent.serializedValueSize());
                records.incrementAndGet();
              }
            });
  }

  /** Waits until all is there. */
  void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException(
          "a topic could not be filled: " + failure.get().getMessage(), failure.get());
    }
  }

  /** The mean of the values sent so far, serialized. */
  double meanBytes() {
    return (double) valueBytes.get() / Math.max(1, records.get());
  }

  @Override
  public void close() {
    producer.close();
  }
}
