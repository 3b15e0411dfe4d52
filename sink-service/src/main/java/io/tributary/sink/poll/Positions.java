package io.tributary.sink.poll;

import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.Batch.Advance;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.sink.warehouse.Warehouse;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which partitions this writer has, and where in them the consumer and the warehouse are. */
final class Positions {
  private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

  /** How often it is noted that nothing came, and that the reader is past what is no record. */
  private static final Duration PROGRESS = Duration.ofSeconds(1);

  /** How much older than a poll the word of the brokers may be that there is nothing more. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  /** With more than this left to read, the sink is not up to date. */
  private static final long BEHIND_RECORDS = 5_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Clock clock;
  private final LongSupplier nanoTime;

  /** Up to where the warehouse is. */
  private final Map<TopicPartition, Long> written = new HashMap<>();

  /** Assigned, but the warehouse has not been asked yet. */
  private final Set<TopicPartition> unplaced = new HashSet<>();

  private long polledAtMillis;
  private long progressedAt;

  /**
   * @param nanoTime a clock that never goes back
   */
  Positions(Consumer<byte[], byte[]> consumer, Clock clock, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.progressedAt = nanoTime.getAsLong();
  }

  int count() {
    return written.size();
  }

  /** To be called just before each poll. */
  void polling() {
    polledAtMillis = clock.millis();
  }

  void assigned(Collection<TopicPartition> partitions) {
    unplaced.addAll(partitions);
    // Paused until the warehouse has said where to read from. The consumer must have some position
    // meanwhile, or it would look for one in the group.
    consumer.pause(partitions);
    partitions.forEach(partition -> consumer.seek(partition, 0));
  }

  void revoked(Collection<TopicPartition> partitions) {
    written.keySet().removeAll(partitions);
    unplaced.removeAll(partitions);
  }

  /** Forgets what was read: everything is read again from where the warehouse is. */
  void startOver() {
    unplaced.addAll(written.keySet());
    written.clear();
    consumer.pause(unplaced);
  }

  /**
   * Moves the partitions that are new to where the warehouse is.
   *
   * @return whether there were any
   */
  boolean place(Warehouse warehouse) {
    if (unplaced.isEmpty()) {
      return false;
    }
    warehouse
        .nextOffsets(unplaced)
        .forEach(
            (partition, offset) -> {
              written.put(partition, offset);
              consumer.seek(partition, offset);
            });
    consumer.resume(unplaced);
    unplaced.clear();
    return true;
  }

  void pause() {
    consumer.pause(written.keySet());
  }

  void resume() {
    consumer.resume(written.keySet());
  }

  /** Whether progress is to be noted though there are no rows. */
  boolean isProgressDue() {
    return !written.isEmpty() && nanoTime.getAsLong() - progressedAt >= PROGRESS.toNanos();
  }

  /** A batch of the records, and of all progress since the last one. */
  Batch batch(List<SinkRecord> records) {
    Map<TopicPartition, Long> latest = new HashMap<>();
    records.forEach(record -> latest.merge(record.partition(), record.timestamp(), Math::max));
    boolean all = isProgressDue();
    Map<TopicPartition, Advance> advances = new HashMap<>();
    written.forEach(
        (partition, from) -> {
          long position = consumer.position(partition);
          if (all || latest.containsKey(partition)) {
            Long validThrough =
                isCaughtUp(partition)
                    ? Long.valueOf(polledAtMillis - SLACK.toMillis())
                    : latest.get(partition);
            advances.put(partition, new Advance(from, position, validThrough));
          }
        });
    if (all) {
      progressedAt = nanoTime.getAsLong();
    }
    return new Batch(records, advances);
  }

  /** Whether the brokers have more than a few polls' worth that was not read yet. */
  boolean isBehind() {
    return written.keySet().stream()
            .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
            .sum()
        > BEHIND_RECORDS;
  }

  private boolean isCaughtUp(TopicPartition partition) {
    return consumer.currentLag(partition).orElse(1) == 0;
  }

  void committed(Batch batch) {
    batch.advances().forEach((partition, advance) -> written.put(partition, advance.next()));
  }

  /**
   * The brokers do not have what comes next. What they have deleted cannot be had any more; that
   * they have less than the warehouse must not be passed over.
   *
   * @param offsets by partition, the ones asked for
   * @throws IllegalStateException when a topic is not the one that the warehouse was filled from
   */
  void outOfRange(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(offsets.keySet());
    offsets.forEach(
        (partition, offset) -> {
          long beginning = beginnings.get(partition);
          if (offset > beginning) {
            throw new IllegalStateException(
                ("the warehouse holds %s up to offset %d, and the topic ends before that: it was made anew or cut."
                        + " To fill the warehouse from this topic, delete its rows from tributary.sink_offset")
                    .formatted(partition, offset));
          }
          LOG.warn(
              "{} begins at offset {} only, {} was next: what is between was deleted before it was read",
              partition,
              beginning,
              offset);
          consumer.seek(partition, beginning);
        });
  }
}
