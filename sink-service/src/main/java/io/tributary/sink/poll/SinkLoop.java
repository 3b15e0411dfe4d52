package io.tributary.sink.poll;

import io.tributary.runtime.HealthStatus;
import io.tributary.sink.SinkConfiguration.BatchLimits;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.Batch.Advance;
import io.tributary.sink.warehouse.FencedException;
import io.tributary.sink.warehouse.RowRefusedException;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.sink.warehouse.Warehouse;
import io.tributary.sink.warehouse.WarehouseAwayException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, gathers, writes, over and over, in one thread. Where to read from is the warehouse's word,
 * not the consumer group's: the group only says which partitions are this instance's.
 */
final class SinkLoop implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Collection<String> topics;
  private final Decoder decoder;
  private final Warehouse warehouse;
  private final DeadLetters deadLetters;
  private final BatchLimits limits;
  private final SinkMeters meters;

  /** Up to where each of this instance's partitions is in the warehouse. */
  private final Map<TopicPartition, Long> written = new HashMap<>();

  private final List<SinkRecord> gathered = new ArrayList<>();
  private long gatheredBytes;
  private long gatheredSince;
  private volatile boolean stopping;
  private volatile HealthStatus status = HealthStatus.up("starting");

  SinkLoop(
      Consumer<byte[], byte[]> consumer,
      Collection<String> topics,
      Decoder decoder,
      Warehouse warehouse,
      DeadLetters deadLetters,
      BatchLimits limits,
      SinkMeters meters) {
    this.consumer = consumer;
    this.topics = topics;
    this.decoder = decoder;
    this.warehouse = warehouse;
    this.deadLetters = deadLetters;
    this.limits = limits;
    this.meters = meters;
  }

  HealthStatus status() {
    return status;
  }

  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(topics, this);
      while (!stopping) {
        consumer.poll(POLL).forEach(this::gather);
        if (isDue()) {
          write();
        }
      }
    } catch (WakeupException e) {
      LOG.debug("woken up to stop");
    } catch (RuntimeException e) {
      status = HealthStatus.down("stopped: " + e.getMessage());
      LOG.error("the sink cannot go on: {}", e.getMessage(), e);
    } finally {
      // What was gathered and not written is read again by whoever comes next.
      consumer.close();
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    seek(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    gathered.removeIf(record -> partitions.contains(record.partition()));
    partitions.forEach(written::remove);
  }

  private void seek(Collection<TopicPartition> partitions) {
    long pause = FIRST_PAUSE_MILLIS;
    while (!stopping) {
      try {
        warehouse
            .nextOffsets(partitions)
            .forEach(
                (partition, offset) -> {
                  written.put(partition, offset);
                  consumer.seek(partition, offset);
                });
        status = HealthStatus.up(written.size() + " partitions");
        return;
      } catch (WarehouseAwayException e) {
        away(e);
        pause = sleep(pause);
      }
    }
  }

  private void gather(ConsumerRecord<byte[], byte[]> record) {
    if (gathered.isEmpty()) {
      gatheredSince = System.nanoTime();
    }
    Decoder.Result result = decoder.decode(record);
    long pause = FIRST_PAUSE_MILLIS;
    while (result instanceof Decoder.Result.RegistryAway away && !stopping) {
      status = HealthStatus.down("the schema registry is away: " + away.cause());
      LOG.warn("the schema registry is away, will try again: {}", away.cause());
      pause = sleep(pause);
      result = decoder.decode(record);
    }
    if (result instanceof Decoder.Result.Decoded decoded) {
      gathered.add(decoded.record());
      gatheredBytes += record.serializedValueSize();
    } else if (result instanceof Decoder.Result.Unreadable unreadable) {
      LOG.warn(
          "unreadable record {}-{}@{} goes to the dead letters: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          unreadable.cause());
      deadLetters.send(
          new TopicPartition(record.topic(), record.partition()),
          record.offset(),
          record.key(),
          record.value(),
          "unreadable",
          unreadable.cause());
      meters.deadLetter();
    }
  }

  private boolean isDue() {
    return gathered.isEmpty()
        || gathered.size() >= limits.records()
        || gatheredBytes >= limits.bytes()
        || System.nanoTime() - gatheredSince >= limits.age().toNanos();
  }

  /**
   * Writes what was gathered; with nothing gathered, still notes progress over records that are no
   * rows.
   */
  private void write() {
    Batch batch = batch();
    gathered.clear();
    gatheredBytes = 0;
    if (batch.advances().isEmpty()) {
      return;
    }
    try {
      commit(batch);
      status = HealthStatus.up(written.size() + " partitions");
    } catch (FencedException e) {
      LOG.warn("{}; starting again from where the warehouse is", e.getMessage());
      seek(Set.copyOf(written.keySet()));
    }
  }

  private Batch batch() {
    Map<TopicPartition, Long> latest = new HashMap<>();
    gathered.forEach(record -> latest.merge(record.partition(), record.timestamp(), Math::max));
    Map<TopicPartition, Advance> advances = new HashMap<>();
    written.forEach(
        (partition, offset) -> {
          long position = consumer.position(partition);
          if (position > offset) {
            advances.put(
                partition, new Advance(offset, position, latest.getOrDefault(partition, 0L)));
          }
        });
    return new Batch(gathered, advances);
  }

  /**
   * Commits, trying again for as long as the warehouse is away. A row that it refuses is searched
   * for by halving the batch, and goes to the dead letters; all others land.
   */
  private void commit(Batch batch) {
    long pause = FIRST_PAUSE_MILLIS;
    while (!stopping) {
      try {
        long started = System.nanoTime();
        warehouse.commit(batch);
        batch.advances().forEach((partition, advance) -> written.put(partition, advance.next()));
        meters.committed(batch, System.nanoTime() - started);
        return;
      } catch (RowRefusedException e) {
        if (batch.records().size() == 1) {
          bury(batch.records().get(0), e);
          batch = batch.withoutRecords();
        } else {
          batch.splitAt(batch.records().size() / 2).forEach(this::commit);
          return;
        }
      } catch (WarehouseAwayException e) {
        away(e);
        pause = sleep(pause);
        keepMembership();
        if (!written.keySet().containsAll(batch.advances().keySet())) {
          LOG.info("partitions of the batch were handed on while the warehouse was away");
          seek(Set.copyOf(written.keySet()));
          return;
        }
      }
    }
  }

  private void bury(SinkRecord record, RowRefusedException refusal) {
    LOG.warn(
        "refused record {}@{} goes to the dead letters: {}",
        record.partition(),
        record.offset(),
        refusal.getMessage());
    deadLetters.send(
        record.partition(),
        record.offset(),
        record.key().getBytes(StandardCharsets.UTF_8),
        record.raw(),
        refusal.code(),
        refusal.getMessage());
    meters.deadLetter();
  }

  /** Polls without taking records, so that the group does not take this instance for dead. */
  private void keepMembership() {
    consumer.pause(consumer.assignment());
    consumer.poll(Duration.ZERO).forEach(this::gather);
    consumer.resume(consumer.assignment());
  }

  private void away(WarehouseAwayException e) {
    status = HealthStatus.down("the warehouse is away: " + e.getMessage());
    LOG.warn("the warehouse is away, will try again: {}", e.getMessage());
  }

  /** Sleeps, and says how long to sleep the next time. */
  private static long sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Math.min(LONGEST_PAUSE_MILLIS, millis * 2);
  }
}
