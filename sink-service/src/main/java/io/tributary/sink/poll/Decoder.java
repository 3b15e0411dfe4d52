package io.tributary.sink.poll;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.warehouse.SinkRecord;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what Kafka holds. */
final class Decoder {
  /** What became of a record. */
  sealed interface Result {
    record Decoded(SinkRecord record) implements Result {}

    /** It can never be read. */
    record Unreadable(ConsumerRecord<byte[], byte[]> record, String cause) implements Result {}

    /** Its schema cannot be fetched now. */
    record RegistryAway(String cause) implements Result {}
  }

  private final Deserializer<SpecificRecord> values;

  Decoder(AvroSerdes serdes) {
    this.values = serdes.deserializer();
  }

  Result decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new Result.Decoded(
          new SinkRecord(
              new TopicPartition(record.topic(), record.partition()),
              record.offset(),
              record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
              values.deserialize(record.topic(), record.value()),
              record.timestamp(),
              record.value()));
    } catch (SerializationException | ClassCastException e) {
      return isRegistryAway(e)
          ? new Result.RegistryAway(cause(e))
          : new Result.Unreadable(record, cause(e));
    }
  }

  private static boolean isRegistryAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException
          || cause instanceof RestClientException rest && rest.getStatus() >= 500) {
        return true;
      }
    }
    return false;
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
