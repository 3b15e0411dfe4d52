package io.tributary.sink.poll;

import io.tributary.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The dead letters in a topic: byte for byte, with the cause in their headers. */
final class DeadLetterTopic implements DeadLetters {
  /** Less than a consumer may take between two polls, so that a send that fails costs no more. */
  private static final int SEND_MILLIS = 30_000;

  private final KafkaProducer<byte[], byte[]> producer;

  DeadLetterTopic(Map<String, String> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, SEND_MILLIS / 2);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, SEND_MILLIS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SEND_MILLIS);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void send(Letter letter) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.DEAD_LETTERS.name(), letter.key(), letter.value());
    header(record, "tributary.service", "sink");
    header(record, "tributary.topic", letter.partition().topic());
    header(record, "tributary.partition", Integer.toString(letter.partition().partition()));
    header(record, "tributary.offset", Long.toString(letter.offset()));
    header(record, "tributary.code", letter.code());
    header(record, "tributary.message", letter.message());
    try {
      producer.send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while a dead letter was sent", e);
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause().getMessage(), e.getCause());
    }
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    producer.close(Duration.ofMillis(SEND_MILLIS));
  }
}
