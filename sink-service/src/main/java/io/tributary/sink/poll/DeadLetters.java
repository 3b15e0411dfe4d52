package io.tributary.sink.poll;

import io.tributary.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where records go that can be neither read nor written: byte for byte, with the cause in their
 * headers.
 */
final class DeadLetters implements AutoCloseable {
  private static final long SEND_SECONDS = 30;

  private final KafkaProducer<byte[], byte[]> producer;

  DeadLetters(Map<String, String> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Returns when the brokers have it.
   *
   * @throws KafkaException when they do not take it: the record must not be passed over then
   */
  void send(
      TopicPartition from, long offset, byte[] key, byte[] value, String code, String message) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(Topics.DEAD_LETTERS.name(), key, value);
    header(letter, "tributary.service", "sink");
    header(letter, "tributary.topic", from.topic());
    header(letter, "tributary.partition", Integer.toString(from.partition()));
    header(letter, "tributary.offset", Long.toString(offset));
    header(letter, "tributary.code", code);
    header(letter, "tributary.message", message);
    try {
      producer.send(letter).get(SEND_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while a dead letter was sent", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("a dead letter could not be sent: " + e.getMessage(), e);
    }
  }

  private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
    letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
