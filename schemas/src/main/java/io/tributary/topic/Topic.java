package io.tributary.topic;

import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the catalogue says of one topic. Keys are always UTF-8 strings.
 *
 * @param name as it is called in Kafka
 * @param key what the key says, for people
 * @param value the class of the records; empty where the value is raw bytes (dead letters)
 * @param partitioning how many partitions it has
 * @param retention how long records are kept; empty for a compacted topic
 */
public record Topic(
    String name,
    String key,
    Optional<Class<? extends SpecificRecord>> value,
    Partitioning partitioning,
    Optional<Duration> retention) {

  /** How the number of partitions is found. */
  public enum Partitioning {
    /** As many as configured: the events, and all that is joined with them. */
    SCALED,
    /** Exactly one: where a single order is needed. */
    SINGLE
  }

  /** Whether only the latest record of each key is kept. */
  public boolean compacted() {
    return retention.isEmpty();
  }

  static Topic kept(
      String name, String key, Class<? extends SpecificRecord> value, Duration retention) {
    return new Topic(name, key, Optional.of(value), Partitioning.SCALED, Optional.of(retention));
  }

  static Topic compacted(String name, String key, Class<? extends SpecificRecord> value) {
    return new Topic(name, key, Optional.of(value), Partitioning.SCALED, Optional.empty());
  }

  Topic single() {
    return new Topic(name, key, value, Partitioning.SINGLE, retention);
  }
}
