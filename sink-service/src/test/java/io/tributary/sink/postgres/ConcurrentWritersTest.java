package io.tributary.sink.postgres;

import static io.tributary.sink.Records.DAY;
import static io.tributary.sink.Records.NOON;
import static io.tributary.sink.Records.alert;
import static io.tributary.sink.Records.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.RevenueEvent;
import io.tributary.output.AlertState;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.output.RejectedEvent;
import io.tributary.output.Rejection;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.Batch.Advance;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.sink.warehouse.Warehouse;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two writers at a time, one the other way round than the other, that meet in all rows that two
 * partitions can share. PostgreSQL would end one of two that wait for each other, and its commit
 * would fail.
 */
@Timeout(120)
class ConcurrentWritersTest {
  private static final int ROUNDS = 30;
  private static final int OFFSETS_OF_A_ROUND = 10_000;
  private static final int EVENTS = 1_000;
  private static final int OTHERS = 50;

  private final TestDatabase database = TestDatabase.migrated();
  private final List<Warehouse> writers = List.of(open(), open());
  private final ExecutorService threads = Executors.newFixedThreadPool(writers.size());
  private final CyclicBarrier start = new CyclicBarrier(writers.size());

  /** A value that is to be written, and the topic that it comes from. */
  private record Arrival(Topic topic, SpecificRecord value) {}

  private Warehouse open() {
    return PostgresWarehouse.open(database.url(), "tributary_sink", null);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    writers.forEach(Warehouse::close);
  }

  @Test
  void theSameEventsInTwoTopicsAreWrittenOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<RevenueEvent> events = events(round, EVENTS);
      write(
          batch(round, 0, arrivals(Topics.SALES_EVENTS, events)),
          batch(round, 0, reversed(arrivals(Topics.BILLING_EVENTS, events))));
    }

    assertThat(
            database.rows(
                "SELECT count(*), count(DISTINCT (source, event_id)) FROM tributary.event"))
        .containsExactly("%1$d|%1$d".formatted(ROUNDS * EVENTS));
  }

  @Test
  void rowsOfSeveralTablesThatTwoPartitionsShareAreWrittenOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      write(
          batch(round, 0, ofEachSharedTable(round, "first")),
          batch(round, 1, reversed(ofEachSharedTable(round, "second"))));
    }

    String all = Integer.toString(ROUNDS * OTHERS);
    assertThat(
            database.rows(
                "SELECT (SELECT count(*) FROM tributary.event),"
                    + " (SELECT count(*) FROM tributary.rejected_event),"
                    + " (SELECT count(DISTINCT layout) FROM tributary.metric_layout),"
                    + " (SELECT count(*) FROM tributary.metric_policy),"
                    + " (SELECT count(*) FROM tributary.metric_row),"
                    + " (SELECT count(*) FROM tributary.alert)"))
        .containsExactly(String.join("|", all, all, all, all, "" + 2 * ROUNDS * OTHERS, all));
  }

  /** Both at once. */
  private void write(Batch... batches) throws Exception {
    List<Future<?>> commits = new ArrayList<>();
    for (int i = 0; i < batches.length; i++) {
      Warehouse writer = writers.get(i);
      Batch batch = batches[i];
      commits.add(
          threads.submit(
              () -> {
                start.await();
                writer.commit(batch);
                return null;
              }));
    }
    for (Future<?> commit : commits) {
      commit.get();
    }
  }

  /** New ones in each round, some of months that had none. */
  private static List<RevenueEvent> events(int round, int count) {
    List<RevenueEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          event(
              "e-%d-%d".formatted(round, i),
              "email:ada@acme.example",
              NOON.plus(Duration.ofDays(15L * (round + i % 3)))));
    }
    return events;
  }

  private static List<Arrival> ofEachSharedTable(int round, String slice) {
    List<Arrival> arrivals = new ArrayList<>(arrivals(Topics.SALES_EVENTS, events(round, OTHERS)));
    for (int i = 0; i < OTHERS; i++) {
      String id = round + "-" + i;
      arrivals.add(new Arrival(Topics.REJECTED_EVENTS, rejected(id)));
      arrivals.add(new Arrival(Topics.METRIC_VALUES, metrics(id, slice)));
      arrivals.add(new Arrival(Topics.METRIC_ALERTS, alert(id, AlertState.FIRING)));
    }
    return arrivals;
  }

  private static RejectedEvent rejected(String id) {
    return new RejectedEvent(
        id,
        "crm",
        "/events",
        "application/json",
        0L,
        null,
        null,
        List.of(new Rejection("malformed", "", "no JSON")),
        ByteBuffer.wrap(new byte[] {'{'}),
        NOON);
  }

  /** A row of the slice's own, whose layout and policy the other slice has, too. */
  private static MetricValues metrics(String id, String slice) {
    return new MetricValues(
        "acquisition",
        "channel",
        slice + "-" + id,
        DAY,
        "EUR",
        false,
        "policy-" + id,
        List.of(
            new MetricValue("cac-" + id, "R7", 1L, 1L, 1L, 1L),
            new MetricValue("cac-" + id, "R30", 1L, 1L, 1L, 1L)),
        NOON,
        List.of(),
        1,
        0);
  }

  private static List<Arrival> arrivals(Topic topic, List<RevenueEvent> events) {
    return events.stream().map(event -> new Arrival(topic, event)).toList();
  }

  private static List<Arrival> reversed(List<Arrival> arrivals) {
    List<Arrival> reversed = new ArrayList<>(arrivals);
    Collections.reverse(reversed);
    return reversed;
  }

  private static Batch batch(int round, int partition, List<Arrival> arrivals) {
    long from = (long) round * OFFSETS_OF_A_ROUND;
    List<SinkRecord> records = new ArrayList<>();
    Map<TopicPartition, Advance> advances = new HashMap<>();
    for (Arrival arrival : arrivals) {
      TopicPartition of = new TopicPartition(arrival.topic().name(), partition);
      long offset = from + records.size();
      records.add(
          new SinkRecord(
              of, offset, "key-" + offset, arrival.value(), NOON.toEpochMilli(), new byte[] {1}));
      advances.put(of, new Advance(from, from + OFFSETS_OF_A_ROUND, null));
    }
    return new Batch(records, advances);
  }
}
