package io.tributary.sink.poll;

import static io.tributary.sink.Records.NOON;
import static io.tributary.sink.Records.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.event.RevenueEvent;
import io.tributary.runtime.HealthStatus;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.SinkConfiguration.BatchLimits;
import io.tributary.sink.decode.Decoder;
import io.tributary.sink.poll.DeadLetters.Letter;
import io.tributary.sink.retry.Backoff;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.FencedException;
import io.tributary.sink.warehouse.RowRefusedException;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.sink.warehouse.Warehouse;
import io.tributary.sink.warehouse.WarehouseAwayException;
import io.tributary.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** One step of each script is run in each poll; the last one stops the loop. */
class SinkLoopTest {
  private static final TopicPartition FIRST = new TopicPartition(Topics.SALES_EVENTS.name(), 0);
  private static final TopicPartition SECOND = new TopicPartition(Topics.SALES_EVENTS.name(), 1);
  private static final String POISON = "poison";

  private final Map<String, String> registry = Map.of("schema.registry.url", "mock://sink-loop");
  private final Serializer<RevenueEvent> serializer =
      new AvroSerdes(registry, true).<RevenueEvent>serializer();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final FakeWarehouse warehouse = new FakeWarehouse();
  private final FakeDeadLetters deadLetters = new FakeDeadLetters();
  private final AtomicLong nanos = new AtomicLong();

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final MeterRegistry meters = new SimpleMeterRegistry();

  private final SinkLoop loop =
      new SinkLoop(
          consumer,
          List.of(Topics.SALES_EVENTS.name()),
          new Decoder(new AvroSerdes(registry, false)),
          warehouse,
          deadLetters,
          new Gathering(new BatchLimits(1_000, 1 << 20, Duration.ofMillis(200)), this::nanoTime),
          new Positions(consumer, clock, this::nanoTime),
          new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), this::nanoTime),
          new SinkMeters(meters, clock, new Freshness(meters, clock)));

  @Test
  void itReadsFromWhereTheWarehouseIs() {
    warehouse.offsets.put(FIRST, 5L);

    run(() -> assign(FIRST), () -> {}, () -> add(FIRST, 4, "e4", "e5", "e6"));

    assertThat(warehouse.ids).containsExactly("e5", "e6");
    assertThat(warehouse.offsets).isEqualTo(Map.of(FIRST, 7L));
    assertThat(loop.status()).isEqualTo(HealthStatus.up("1 partitions"));
  }

  @Test
  void aRefusedRowIsFoundAndBuriedAndTheOthersLand() {
    run(
        () -> assign(FIRST, SECOND),
        () -> {},
        () -> {
          add(FIRST, 0, "e0", "e1", POISON, "e3");
          add(SECOND, 0, "f0", "f1", POISON);
        });

    assertThat(warehouse.ids).containsExactlyInAnyOrder("e0", "e1", "e3", "f0", "f1");
    assertThat(warehouse.offsets).isEqualTo(Map.of(FIRST, 4L, SECOND, 3L));
    assertThat(deadLetters.letters)
        .extracting(letter -> letter.partition() + "@" + letter.offset() + " " + letter.code())
        .containsExactlyInAnyOrder("sales-events-0@2 22P02", "sales-events-1@2 22P02");
    assertThat(deadLetters.letters.get(0).value())
        .isEqualTo(serializer.serialize(FIRST.topic(), event(POISON)));
  }

  @Test
  void whatCannotBeReadIsBuriedByteForByte() {
    byte[] garbage = "no Avro".getBytes(StandardCharsets.UTF_8);
    run(
        () -> assign(FIRST),
        () -> {},
        () -> {
          consumer.addRecord(record(FIRST, 0, garbage));
          add(FIRST, 1, "e1");
        });

    assertThat(warehouse.ids).containsExactly("e1");
    assertThat(warehouse.offsets).isEqualTo(Map.of(FIRST, 2L));
    assertThat(deadLetters.letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.code()).isEqualTo("unreadable");
              assertThat(letter.value()).isEqualTo(garbage);
            });
  }

  @Test
  void whileTheWarehouseIsAwayNothingIsReadAndThenEverythingLandsOnce() {
    List<HealthStatus> statuses = new ArrayList<>();
    List<Integer> paused = new ArrayList<>();
    run(
        () -> assign(FIRST),
        () -> {},
        () -> {
          add(FIRST, 0, "e0");
          warehouse.failures.addAll(
              List.of(new WarehouseAwayException("refused"), new WarehouseAwayException("gone")));
        },
        () -> {},
        () -> {},
        () -> {
          statuses.add(loop.status());
          paused.add(consumer.paused().size());
          add(FIRST, 1, "e1");
        });

    assertThat(statuses).containsExactly(HealthStatus.down("the warehouse is away: refused"));
    assertThat(paused).containsExactly(1);
    assertThat(warehouse.failures).isEmpty();
    assertThat(warehouse.ids).containsExactly("e0", "e1");
    assertThat(warehouse.offsets).isEqualTo(Map.of(FIRST, 2L));
    assertThat(loop.status()).isEqualTo(HealthStatus.up("1 partitions"));
  }

  @Test
  void aWriterThatIsBehindDropsWhatItHasAndGoesWhereTheWarehouseIs() {
    run(
        () -> assign(FIRST),
        () -> {},
        () -> {
          add(FIRST, 0, "e0", "e1");
          // Another writer was faster.
          warehouse.offsets.put(FIRST, 9L);
        },
        () -> {},
        () -> {},
        () -> {},
        () -> {},
        () -> add(FIRST, 9, "e9"));

    assertThat(warehouse.ids).containsExactly("e9");
    assertThat(warehouse.offsets).isEqualTo(Map.of(FIRST, 10L));
  }

  @Test
  void whatWasGatheredOfAPartitionThatIsHandedOnIsLeftToTheNext() {
    run(
        () -> assign(FIRST, SECOND),
        () -> {},
        () -> {
          add(FIRST, 0, "e0");
          add(SECOND, 0, "f0");
        },
        () -> consumer.rebalance(List.of(SECOND)));

    assertThat(warehouse.ids).containsExactly("f0");
    assertThat(warehouse.offsets).isEqualTo(Map.of(SECOND, 1L));
  }

  @Test
  void aRecordIsNotPassedOverUntilItsDeadLetterIsSafe() {
    deadLetters.failures = 2;
    run(() -> assign(FIRST), () -> {}, () -> add(FIRST, 0, "e0", POISON, "e2"));

    assertThat(deadLetters.letters).extracting(Letter::offset).containsExactly(1L);
    assertThat(warehouse.ids).containsExactlyInAnyOrder("e0", "e2");
    assertThat(warehouse.offsets).isEqualTo(Map.of(FIRST, 3L));
  }

  @Test
  void aTopicThatIsShorterThanTheWarehouseStopsTheSink() {
    warehouse.offsets.put(FIRST, 100L);
    run(
        () -> assign(FIRST),
        () -> {},
        () -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(FIRST, 100L))));

    assertThat(loop.status())
        .isInstanceOfSatisfying(
            HealthStatus.Down.class,
            down ->
                assertThat(down.cause())
                    .contains("sales-events-0")
                    .contains("100")
                    .contains("tributary.sink_offset"));
  }

  @Test
  void whatWasDeletedBeforeItWasReadIsSkipped() {
    warehouse.offsets.put(FIRST, 3L);
    run(
        () -> assign(FIRST),
        () -> {},
        () -> {
          consumer.updateBeginningOffsets(Map.of(FIRST, 8L));
          consumer.setPollException(new OffsetOutOfRangeException(Map.of(FIRST, 3L)));
        },
        () -> add(FIRST, 8, "e8"));

    assertThat(warehouse.ids).containsExactly("e8");
    assertThat(warehouse.offsets).isEqualTo(Map.of(FIRST, 9L));
  }

  /** Time passes by being looked at, so that everything falls due within a few turns. */
  private long nanoTime() {
    return nanos.addAndGet(50_000_000);
  }

  private void run(Runnable... script) {
    for (Runnable step : script) {
      consumer.schedulePollTask(step);
    }
    // More turns than it takes to write what was gathered, whatever had to be tried again.
    for (int turn = 0; turn < 200; turn++) {
      consumer.schedulePollTask(() -> {});
    }
    consumer.schedulePollTask(loop::stop);
    loop.run();
    assertThat(consumer.closed()).isTrue();
  }

  private void assign(TopicPartition... partitions) {
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (TopicPartition partition : partitions) {
      beginnings.put(partition, 0L);
      ends.put(partition, 50L);
    }
    consumer.updateBeginningOffsets(beginnings);
    consumer.updateEndOffsets(ends);
    consumer.rebalance(List.of(partitions));
  }

  private void add(TopicPartition partition, long offset, String... ids) {
    for (int i = 0; i < ids.length; i++) {
      consumer.addRecord(
          record(partition, offset + i, serializer.serialize(partition.topic(), event(ids[i]))));
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, byte[] value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        "key".getBytes(StandardCharsets.UTF_8),
        value);
  }

  /** Keeps ids, compares offsets, refuses poison, and fails as it is told. */
  private static final class FakeWarehouse implements Warehouse {
    private final Map<TopicPartition, Long> offsets = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();

    @Override
    public Map<TopicPartition, Long> nextOffsets(Collection<TopicPartition> partitions) {
      Map<TopicPartition, Long> next = new HashMap<>();
      partitions.forEach(partition -> next.put(partition, offsets.getOrDefault(partition, 0L)));
      return next;
    }

    @Override
    public void commit(Batch batch) {
      if (!failures.isEmpty()) {
        throw failures.remove();
      }
      batch
          .advances()
          .forEach(
              (partition, advance) -> {
                if (offsets.getOrDefault(partition, 0L) != advance.expected()) {
                  throw new FencedException(partition + " was moved on");
                }
              });
      List<String> arriving = new ArrayList<>();
      for (SinkRecord record : batch.records()) {
        String id = ((RevenueEvent) record.value()).getEventId();
        if (id.equals(POISON)) {
          throw new RowRefusedException("22P02", "poison", null);
        }
        arriving.add(id);
      }
      ids.addAll(arriving);
      batch
          .advances()
          .forEach(
              (partition, advance) -> {
                if (advance.next() > 0) {
                  offsets.put(partition, advance.next());
                }
              });
    }

    @Override
    public void close() {}
  }

  private static final class FakeDeadLetters implements DeadLetters {
    private final List<Letter> letters = new ArrayList<>();
    private int failures;

    @Override
    public void send(Letter letter) {
      if (failures > 0) {
        failures--;
        throw new KafkaException("no broker");
      }
      letters.add(letter);
    }

    @Override
    public void close() {}
  }
}
