package io.tributary.sink.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.runtime.HealthStatus;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.SinkConfiguration.BatchLimits;
import io.tributary.sink.decode.Decoder;
import io.tributary.sink.retry.Backoff;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.Warehouse;
import io.tributary.sink.warehouse.WarehouseAwayException;
import io.tributary.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WritersTest {
  private static final String TOPIC = Topics.SALES_EVENTS.name();

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Freshness freshness = new Freshness(meters, Clock.systemUTC());
  private final Writer first = new Writer(0, 1);
  private final Writer second = new Writer(2);
  private final Writers writers = new Writers(List.of(first.loop, second.loop));

  @AfterEach
  void close() {
    writers.close();
  }

  @Test
  void eachWritesInAThreadOfItsOwnAndTheirPartitionsAreCountedTogether() {
    writers.start();

    awaitStatus(HealthStatus.up("3 partitions"));
    await().until(() -> !first.warehouse.threads.isEmpty() && !second.warehouse.threads.isEmpty());
    assertThat(first.warehouse.threads).containsExactly("sink-1");
    assertThat(second.warehouse.threads).containsExactly("sink-2");
  }

  @Test
  void whileOneCannotWriteItsCauseIsTold() {
    writers.start();
    awaitStatus(HealthStatus.up("3 partitions"));

    second.warehouse.away = "too many connections";
    awaitStatus(HealthStatus.down("the warehouse is away: too many connections"));
    first.warehouse.away = "refused";
    awaitStatus(
        HealthStatus.down(
            "the warehouse is away: refused; the warehouse is away: too many connections"));
    first.warehouse.away = "too many connections";
    awaitStatus(HealthStatus.down("the warehouse is away: too many connections"));

    first.warehouse.away = null;
    second.warehouse.away = null;
    awaitStatus(HealthStatus.up("3 partitions"));
  }

  @Test
  void whenOneDiesItsCauseIsToldAndTheOtherGoesOn() {
    writers.start();
    awaitStatus(HealthStatus.up("3 partitions"));

    second.consumer.schedulePollTask(
        () -> {
          throw new NoClassDefFoundError("a jar is missing");
        });

    awaitStatus(HealthStatus.down("stopped: a jar is missing"));
    await().until(second.consumer::closed);
    int commits = first.warehouse.commits.get();
    await().until(() -> first.warehouse.commits.get() > commits);
  }

  @Test
  void allOfThemStop() {
    writers.start();
    awaitStatus(HealthStatus.up("3 partitions"));

    writers.close();

    assertThat(first.consumer.closed()).isTrue();
    assertThat(second.consumer.closed()).isTrue();
  }

  @Test
  void allAreToldToStopBeforeAnyIsWaitedFor() {
    writers.start();
    awaitStatus(HealthStatus.up("3 partitions"));
    first.warehouse.writesUntil = second.consumer::closed;
    await().until(() -> first.warehouse.isWriting);

    writers.close();

    assertThat(first.loop.status()).isEqualTo(HealthStatus.up("2 partitions"));
    assertThat(first.consumer.closed()).isTrue();
  }

  private void awaitStatus(HealthStatus status) {
    await().untilAsserted(() -> assertThat(writers.status()).isEqualTo(status));
  }

  /** A loop with all that is its own, whose group has given it some partitions. */
  private final class Writer {
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final CountingWarehouse warehouse = new CountingWarehouse();
    private final SinkLoop loop;

    Writer(Integer... partitions) {
      Clock clock = Clock.systemUTC();
      this.loop =
          new SinkLoop(
              consumer,
              List.of(TOPIC),
              new Decoder(new AvroSerdes(Map.of("schema.registry.url", "mock://writers"), false)),
              warehouse,
              new NoDeadLetters(),
              new Gathering(new BatchLimits(1_000, 1 << 20, Duration.ofMillis(1)), this::nanoTime),
              new Positions(consumer, clock, this::nanoTime),
              new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), System::nanoTime),
              new SinkMeters(meters, clock, freshness));
      consumer.schedulePollTask(
          () -> {
            Map<TopicPartition, Long> ends =
                List.of(partitions).stream()
                    .collect(
                        Collectors.toMap(number -> new TopicPartition(TOPIC, number), n -> 0L));
            consumer.updateBeginningOffsets(ends);
            consumer.updateEndOffsets(ends);
            consumer.rebalance(ends.keySet());
          });
    }

    /** A hundred times as fast as it is, as progress is noted each second. */
    private long nanoTime() {
      return System.nanoTime() * 100;
    }
  }

  private static final class NoDeadLetters implements DeadLetters {
    @Override
    public void send(Letter letter) {
      throw new AssertionError(letter);
    }

    @Override
    public void close() {}
  }

  /** Says who writes, and is away when it is told to be. */
  private static final class CountingWarehouse implements Warehouse {
    private final Collection<String> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile String away;
    private volatile Callable<Boolean> writesUntil;
    private volatile boolean isWriting;

    @Override
    public Map<TopicPartition, Long> nextOffsets(Collection<TopicPartition> partitions) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      partitions.forEach(partition -> offsets.put(partition, 0L));
      return offsets;
    }

    @Override
    public void commit(Batch batch) {
      if (away != null) {
        throw new WarehouseAwayException(away);
      }
      if (writesUntil != null) {
        isWriting = true;
        await().until(writesUntil);
      }
      threads.add(Thread.currentThread().getName());
      commits.incrementAndGet();
    }

    @Override
    public void close() {}
  }
}
