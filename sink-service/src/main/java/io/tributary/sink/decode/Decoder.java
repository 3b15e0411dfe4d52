package io.tributary.sink.decode;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.warehouse.SinkRecord;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what Kafka holds. For one thread. */
public final class Decoder {
  /** What became of a record. */
  public sealed interface Result {
    record Decoded(SinkRecord record) implements Result {}

    /** It can never be read. */
    record Unreadable(String cause) implements Result {}

    /** Its schema cannot be fetched now; it may be tried again. */
    record RegistryAway(String cause) implements Result {}
  }

  private static final int MOST_NAMES = 10_000;

  private final Deserializer<SpecificRecord> values;
  private final Map<String, String> names = new HashMap<>();

  public Decoder(AvroSerdes serdes) {
    this.values = serdes.deserializer();
  }

  public Result decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new Result.Decoded(
          new SinkRecord(
              new TopicPartition(record.topic(), record.partition()),
              record.offset(),
              record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
              withSharedNames(values.deserialize(record.topic(), record.value())),
              record.timestamp(),
              record.value()));
    } catch (RuntimeException e) {
      // Avro throws whatever the bytes lead it to: any failure but the registry's is the record's.
      return isRegistryAway(e)
          ? new Result.RegistryAway(cause(e))
          : new Result.Unreadable(cause(e));
    }
  }

  /**
   * Every row has the same hundred names of metrics and windows: as strings of their own they are
   * most of what a batch of rows takes.
   */
  private SpecificRecord withSharedNames(SpecificRecord value) {
    if (value instanceof MetricValues row) {
      if (names.size() > MOST_NAMES) {
        names.clear();
      }
      for (MetricValue metric : row.getValues()) {
        metric.setMetric(names.computeIfAbsent(metric.getMetric(), name -> name));
        metric.setWindow(names.computeIfAbsent(metric.getWindow(), name -> name));
      }
    }
    return value;
  }

  /**
   * The registry does not answer, is in trouble, asks to wait, or does not let us in: all of it may
   * pass. That it does not know a schema will not.
   */
  private static boolean isRegistryAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RestClientException answer) {
        int status = answer.getStatus();
        return status >= 500 || status == 401 || status == 403 || status == 408 || status == 429;
      }
      // Not every IOException: Avro throws some of them at bytes that make no sense.
      if (cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException
          || cause instanceof SSLException) {
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
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
