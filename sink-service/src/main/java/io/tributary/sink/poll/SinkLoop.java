package io.tributary.sink.poll;

import io.tributary.runtime.HealthStatus;
import io.tributary.sink.decode.Decoder;
import io.tributary.sink.poll.AwayException.Part;
import io.tributary.sink.poll.DeadLetters.Letter;
import io.tributary.sink.retry.Backoff;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.FencedException;
import io.tributary.sink.warehouse.RowRefusedException;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.sink.warehouse.Warehouse;
import io.tributary.sink.warehouse.WarehouseAwayException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, gathers, writes, over and over, in one thread: one of the writers that share the work.
 * Where to read from is the warehouse's word, not the consumer group's: the group only says which
 * partitions are this writer's.
 *
 * <p>While something that it needs is away, the loop goes on polling with all partitions paused, so
 * that the group does not take this writer for dead and nothing piles up here.
 */
final class SinkLoop implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String UNREADABLE = "unreadable";

  private final Consumer<byte[], byte[]> consumer;
  private final Collection<String> topics;
  private final Decoder decoder;
  private final Warehouse warehouse;
  private final DeadLetters deadLetters;
  private final SinkMeters meters;
  private final Gathering gathering;
  private final Positions positions;
  private final Backoff backoff;

  /** What is being written: one batch, or the parts of one that was refused. */
  private final Deque<Batch> pending = new ArrayDeque<>();

  /** What did not answer when it was last asked; null when all did. */
  private Part away;

  private volatile boolean stopping;
  private volatile int partitions;
  private volatile HealthStatus status = HealthStatus.up("starting");

  SinkLoop(
      Consumer<byte[], byte[]> consumer,
      Collection<String> topics,
      Decoder decoder,
      Warehouse warehouse,
      DeadLetters deadLetters,
      Gathering gathering,
      Positions positions,
      Backoff backoff,
      SinkMeters meters) {
    this.consumer = consumer;
    this.topics = topics;
    this.decoder = decoder;
    this.warehouse = warehouse;
    this.deadLetters = deadLetters;
    this.gathering = gathering;
    this.positions = positions;
    this.backoff = backoff;
    this.meters = meters;
  }

  HealthStatus status() {
    return status;
  }

  /** How many partitions it has that it can write. */
  int partitions() {
    return partitions;
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
        turn();
      }
    } catch (WakeupException e) {
      LOG.debug("woken up to stop");
    } catch (RuntimeException | Error e) {
      String cause = e.getMessage() == null ? e.toString() : e.getMessage();
      status = HealthStatus.down("stopped: " + cause);
      LOG.error("{} cannot go on: {}", Thread.currentThread().getName(), cause, e);
    } finally {
      // What was gathered and not written is read again by whoever comes next.
      consumer.close();
    }
  }

  private void turn() {
    try {
      positions.polling();
      boolean idle = pending.isEmpty() || backoff.isWaiting();
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(idle ? POLL : Duration.ZERO);
      if (backoff.isWaiting()) {
        return;
      }
      works(Part.BROKERS);
      gather(polled);
      place();
      if (pending.isEmpty()
          && (gathering.isDue(positions.isBehind()) || positions.isProgressDue())) {
        pending.add(positions.batch(gathering.records()));
        gathering.clear();
      }
      write();
    } catch (OffsetOutOfRangeException e) {
      positions.outOfRange(e.offsetOutOfRangePartitions());
    } catch (FencedException e) {
      LOG.warn("{}; starting again from where the warehouse is", e.getMessage());
      startOver();
    } catch (AwayException e) {
      away(e);
    } catch (AuthenticationException | AuthorizationException | RetriableException e) {
      away(new AwayException(Part.BROKERS, e.getMessage()));
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    positions.assigned(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    gathering.drop(partitions);
    positions.revoked(partitions);
    meters.revoked(partitions);
    if (!pending.isEmpty()) {
      // A batch that could not be written yet may hold records of theirs.
      startOver();
    }
  }

  private void startOver() {
    pending.clear();
    gathering.clear();
    positions.startOver();
  }

  /** Takes in what was polled; what could not be taken in is polled again. */
  private void gather(ConsumerRecords<byte[], byte[]> polled) {
    Set<TopicPartition> left = new HashSet<>(polled.partitions());
    for (TopicPartition partition : polled.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
        try {
          gather(record);
        } catch (AwayException e) {
          left.forEach(rest -> consumer.seek(rest, polled.records(rest).get(0).offset()));
          consumer.seek(partition, record.offset());
          throw e;
        }
      }
      left.remove(partition);
    }
  }

  private void gather(ConsumerRecord<byte[], byte[]> record) {
    Decoder.Result result = decoder.decode(record);
    if (result instanceof Decoder.Result.Decoded decoded) {
      works(Part.REGISTRY);
      gathering.add(decoded.record());
    } else if (result instanceof Decoder.Result.RegistryAway away) {
      throw new AwayException(Part.REGISTRY, away.cause());
    } else if (result instanceof Decoder.Result.Unreadable unreadable) {
      bury(
          new Letter(
              new TopicPartition(record.topic(), record.partition()),
              record.offset(),
              record.key(),
              record.value(),
              UNREADABLE,
              unreadable.cause()));
    }
  }

  private void place() {
    try {
      if (positions.place(warehouse)) {
        works(Part.WAREHOUSE);
      }
    } catch (WarehouseAwayException e) {
      throw new AwayException(Part.WAREHOUSE, e.getMessage());
    }
  }

  /**
   * Writes one batch, so that there is a poll between any two. A row that the warehouse refuses is
   * searched for by halving the batch, and goes to the dead letters; all others land.
   */
  private void write() {
    Batch batch = pending.peek();
    if (batch != null) {
      try {
        long started = System.nanoTime();
        warehouse.commit(batch);
        pending.remove();
        positions.committed(batch);
        meters.committed(batch, System.nanoTime() - started);
        works(Part.WAREHOUSE);
      } catch (RowRefusedException e) {
        List<Batch> instead = instead(batch, e);
        pending.remove();
        instead.forEach(pending::push);
      } catch (WarehouseAwayException e) {
        throw new AwayException(Part.WAREHOUSE, e.getMessage());
      }
    }
    if (pending.isEmpty()) {
      positions.resume();
    } else {
      positions.pause();
    }
  }

  /** What to write in place of a batch that was refused, last part first. */
  private List<Batch> instead(Batch batch, RowRefusedException refusal) {
    if (batch.records().isEmpty()) {
      throw refusal;
    }
    if (batch.records().size() > 1) {
      List<Batch> parts = batch.splitAt(batch.records().size() / 2);
      return List.of(parts.get(1), parts.get(0));
    }
    SinkRecord record = batch.records().get(0);
    bury(
        new Letter(
            record.partition(),
            record.offset(),
            record.key().getBytes(StandardCharsets.UTF_8),
            record.raw(),
            refusal.code(),
            refusal.getMessage()));
    return List.of(batch.withoutRecords());
  }

  private void bury(Letter letter) {
    LOG.warn(
        "record {} of {} goes to the dead letters: {} {}",
        letter.offset(),
        letter.partition(),
        letter.code(),
        letter.message());
    try {
      deadLetters.send(letter);
    } catch (KafkaException e) {
      throw new AwayException(Part.DEAD_LETTERS, e.getMessage());
    }
    meters.deadLetter();
    works(Part.DEAD_LETTERS);
  }

  private void away(AwayException e) {
    positions.pause();
    backoff.failed();
    away = e.part();
    status = HealthStatus.down(e.getMessage());
    LOG.warn("{}; will try again", e.getMessage());
  }

  private void works(Part part) {
    if (away == part) {
      away = null;
      backoff.succeeded();
      LOG.info("it works again: {}", part);
    }
    if (away == null) {
      partitions = positions.count();
      status = HealthStatus.up(partitions + " partitions");
    }
  }
}
