package io.tributary.sink.warehouse;

import static io.tributary.sink.Records.alert;
import static io.tributary.sink.Records.assignment;
import static io.tributary.sink.Records.customer;
import static io.tributary.sink.Records.event;
import static io.tributary.sink.Records.metrics;
import static io.tributary.sink.Records.metricsKey;
import static io.tributary.sink.Records.page;
import static io.tributary.sink.Records.pageKey;
import static io.tributary.sink.Records.partition;
import static io.tributary.sink.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.output.AlertState;
import io.tributary.output.LifecycleStage;
import io.tributary.sink.warehouse.Batch.Advance;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every warehouse must do, whatever it is made of. */
public abstract class WarehouseContract {
  private final List<Warehouse> opened = new ArrayList<>();

  /** What is in the warehouse, in a form that can be compared; each list sorted. */
  public record Contents(
      List<String> eventIds,
      List<String> stages,
      List<String> stageHistory,
      List<String> identifiers,
      List<String> contributions,
      List<String> metrics,
      List<String> alerts) {
    static final Contents NOTHING =
        new Contents(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** One more writer to the same warehouse, which is empty at the beginning of each test. */
  protected abstract Warehouse open();

  /**
   * A writer to the same warehouse that loses its connection in one of the steps of a commit; the
   * last possible step is that the answer to a commit that happened is lost.
   *
   * @return null when there are fewer steps
   */
  protected abstract Warehouse openFailingAtStep(int step);

  /** An address at which there is no warehouse. */
  protected abstract Warehouse openAway();

  /** Sets an offset back, as an operator does who has a topic read again. */
  protected abstract void rewind(TopicPartition partition, long offset);

  protected abstract Contents contents();

  private Warehouse opened() {
    Warehouse warehouse = open();
    opened.add(warehouse);
    return warehouse;
  }

  @AfterEach
  void close() {
    opened.forEach(Warehouse::close);
  }

  @Test
  void partitionsThatItNeverHeardOfBeginAtZero() {
    assertThat(opened().nextOffsets(List.of(partition(Topics.SALES_EVENTS))))
        .isEqualTo(Map.of(partition(Topics.SALES_EVENTS), 0L));
  }

  @Test
  void rowsAndOffsetsOfSeveralPartitionsLandTogether() {
    Warehouse warehouse = opened();

    warehouse.commit(everything());

    assertThat(contents()).isEqualTo(CONTENTS_OF_EVERYTHING);
    assertThat(warehouse.nextOffsets(everything().advances().keySet()))
        .isEqualTo(nextOffsets(everything()));
  }

  @Test
  void whereverAWriterDiesTheNextOneFindsEverythingOrNothing() {
    int step = 1;
    for (Warehouse failing = openFailingAtStep(step);
        failing != null;
        failing = openFailingAtStep(++step)) {
      try (Warehouse dying = failing) {
        assertThatThrownBy(() -> dying.commit(everything()))
            .as("step %d", step)
            .isInstanceOf(WarehouseAwayException.class);
      }
      try (Warehouse next = open()) {
        boolean happened =
            next.nextOffsets(everything().advances().keySet()).equals(nextOffsets(everything()));
        assertThat(contents())
            .as("step %d", step)
            .isEqualTo(happened ? CONTENTS_OF_EVERYTHING : Contents.NOTHING);
        if (happened) {
          assertThatThrownBy(() -> next.commit(everything())).isInstanceOf(FencedException.class);
          return;
        }
      }
    }
    throw new AssertionError("no step was one where the commit happened");
  }

  @Test
  void ofTwoWritersTheOneThatIsBehindIsRefusedAndLeavesNothing() {
    Warehouse first = opened();
    Warehouse second = opened();
    first.commit(batch(Topics.SALES_EVENTS, 0, record(Topics.SALES_EVENTS, 0, "k", event("e0"))));

    assertThatThrownBy(
            () ->
                second.commit(
                    batch(
                        Topics.SALES_EVENTS, 0, record(Topics.SALES_EVENTS, 0, "k", event("e9")))))
        .isInstanceOf(FencedException.class);

    assertThat(contents().eventIds()).containsExactly("e0");
  }

  @Test
  void oneFencedPartitionHoldsBackTheWholeBatch() {
    Warehouse warehouse = opened();
    warehouse.commit(everything());
    Batch half =
        new Batch(
            List.of(record(Topics.BILLING_EVENTS, 0, "k", event("e7"))),
            Map.of(
                partition(Topics.BILLING_EVENTS), new Advance(0, 1, null),
                partition(Topics.SALES_EVENTS), new Advance(0, 1, null)));

    assertThatThrownBy(() -> warehouse.commit(half)).isInstanceOf(FencedException.class);

    assertThat(contents()).isEqualTo(CONTENTS_OF_EVERYTHING);
    assertThat(warehouse.nextOffsets(List.of(partition(Topics.BILLING_EVENTS))))
        .isEqualTo(Map.of(partition(Topics.BILLING_EVENTS), 0L));
  }

  @Test
  void readingEverythingAgainChangesNothing() {
    Warehouse warehouse = opened();
    warehouse.commit(everything());

    everything().advances().keySet().forEach(partition -> rewind(partition, 0));
    warehouse.commit(everything());

    assertThat(contents()).isEqualTo(CONTENTS_OF_EVERYTHING);
  }

  @Test
  void anEventThatIsRepeatedIsOneRow() {
    Warehouse warehouse = opened();
    warehouse.commit(
        batch(
            Topics.SALES_EVENTS,
            0,
            record(Topics.SALES_EVENTS, 0, "k", event("e0")),
            record(Topics.SALES_EVENTS, 1, "k", event("e0"))));
    warehouse.commit(
        batch(Topics.SALES_EVENTS, 2, record(Topics.SALES_EVENTS, 2, "k", event("e0"))));

    assertThat(contents().eventIds()).containsExactly("e0");
  }

  @Test
  void anOlderRowNeverReplacesANewerOne() {
    Warehouse warehouse = opened();
    for (List<SinkRecord> newer : states(7, "new")) {
      warehouse.commit(batch(newer.get(0).partition(), 0, newer));
    }
    Contents before = contents();

    for (List<SinkRecord> older : states(3, "old")) {
      rewind(older.get(0).partition(), 0);
      warehouse.commit(batch(older.get(0).partition(), 0, older));
    }
    assertThat(contents()).isEqualTo(before);

    for (Topic topic :
        List.of(Topics.CUSTOMER_LIFECYCLE, Topics.IDENTITY_ASSIGNMENTS, Topics.METRIC_VALUES)) {
      rewind(partition(topic), 0);
      warehouse.commit(batch(topic, 0, record(topic, 4, keyOf(topic), null)));
    }
    assertThat(contents()).as("older tombstones").isEqualTo(before);
  }

  @Test
  void aNewerRowReplacesAnOlderOne() {
    Warehouse warehouse = opened();
    for (String state : List.of("old", "new")) {
      for (List<SinkRecord> records : states(state.equals("old") ? 3 : 7, state)) {
        long expected =
            warehouse
                .nextOffsets(List.of(records.get(0).partition()))
                .get(records.get(0).partition());
        warehouse.commit(batch(records.get(0).partition(), expected, records));
      }
    }

    Contents contents = contents();
    assertThat(contents.stages()).containsExactly("c1 CHURNED");
    assertThat(contents.stageHistory()).containsExactly("c1 CHURNED", "c1 LEAD");
    assertThat(contents.identifiers()).containsExactly("email:a@x.example c-new");
    assertThat(contents.contributions()).containsExactly("c1 crm/006X 2026-03-14 2");
    assertThat(contents.metrics()).containsExactly("events R30 2", "events R7 null");
  }

  @Test
  void ofAKeyTheLatestRecordOfABatchCountsButOfAlertsEveryOne() {
    Warehouse warehouse = opened();
    List<SinkRecord> records = new ArrayList<>();
    records.add(customerRecord(0, LifecycleStage.LEAD));
    records.add(customerRecord(1, LifecycleStage.CUSTOMER));
    warehouse.commit(batch(partition(Topics.CUSTOMER_LIFECYCLE), 0, records));
    warehouse.commit(
        batch(
            Topics.METRIC_ALERTS,
            0,
            record(Topics.METRIC_ALERTS, 0, "rule", alert("change-1", AlertState.FIRING)),
            record(Topics.METRIC_ALERTS, 1, "rule", alert("change-2", AlertState.OK))));

    assertThat(contents().stages()).containsExactly("c1 CUSTOMER");
    assertThat(contents().alerts()).containsExactly("change-1 FIRING", "change-2 OK");
  }

  @Test
  void tombstonesTakeAwayWhatTheirKeyHad() {
    Warehouse warehouse = opened();
    warehouse.commit(everything());
    List<SinkRecord> tombstones = new ArrayList<>();
    Map<TopicPartition, Advance> advances = new HashMap<>();
    for (Topic topic :
        List.of(
            Topics.CUSTOMER_LIFECYCLE,
            Topics.IDENTITY_ASSIGNMENTS,
            Topics.CONTRIBUTIONS,
            Topics.METRIC_VALUES)) {
      tombstones.add(record(topic, 1, keyOf(topic), null));
      advances.put(partition(topic), new Advance(1, 2, null));
    }

    warehouse.commit(new Batch(tombstones, advances));

    assertThat(contents())
        .isEqualTo(
            new Contents(
                CONTENTS_OF_EVERYTHING.eventIds(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                CONTENTS_OF_EVERYTHING.alerts()));
  }

  @Test
  void aRecordThatNoRowCanBeMadeOfIsRefusedAndNothingLands() {
    Warehouse warehouse = opened();

    assertThatThrownBy(
            () ->
                warehouse.commit(
                    batch(
                        Topics.CONTRIBUTIONS,
                        0,
                        record(Topics.CONTRIBUTIONS, 0, "c1|OPPORTUNITY|a", page("c1", "a", 1)),
                        record(Topics.CONTRIBUTIONS, 1, "no key of ours", null))))
        .isInstanceOf(RowRefusedException.class);

    assertThat(contents()).isEqualTo(Contents.NOTHING);
    assertThat(warehouse.nextOffsets(List.of(partition(Topics.CONTRIBUTIONS))))
        .isEqualTo(Map.of(partition(Topics.CONTRIBUTIONS), 0L));
  }

  @Test
  void aWarehouseThatIsAwaySaysSo() {
    try (Warehouse away = openAway()) {
      assertThatThrownBy(() -> away.nextOffsets(List.of(partition(Topics.SALES_EVENTS))))
          .isInstanceOf(WarehouseAwayException.class);
      assertThatThrownBy(() -> away.commit(everything()))
          .isInstanceOf(WarehouseAwayException.class);
    }
  }

  /** A record of each kind, at offset 0 of its topic. */
  private static Batch everything() {
    List<SinkRecord> records =
        List.of(
            record(Topics.SALES_EVENTS, 0, "k", event("e0")),
            customerRecord(0, LifecycleStage.CUSTOMER),
            record(
                Topics.IDENTITY_ASSIGNMENTS,
                0,
                keyOf(Topics.IDENTITY_ASSIGNMENTS),
                assignment("email:a@x.example", "c1", 1)),
            record(
                Topics.CONTRIBUTIONS, 0, keyOf(Topics.CONTRIBUTIONS), page("c1", "crm/006X", 5, 7)),
            record(Topics.METRIC_VALUES, 0, keyOf(Topics.METRIC_VALUES), metrics("events", 600)),
            record(Topics.METRIC_ALERTS, 0, "rule", alert("change-1", AlertState.FIRING)));
    Map<TopicPartition, Advance> advances = new HashMap<>();
    records.forEach(record -> advances.put(record.partition(), new Advance(0, 1, 1_000L)));
    return new Batch(records, advances);
  }

  private static final Contents CONTENTS_OF_EVERYTHING =
      new Contents(
          List.of("e0"),
          List.of("c1 CUSTOMER"),
          List.of("c1 CUSTOMER", "c1 LEAD"),
          List.of("email:a@x.example c1"),
          List.of("c1 crm/006X 2026-03-14 5", "c1 crm/006X 2026-03-15 7"),
          List.of("events R30 600", "events R7 null"),
          List.of("change-1 FIRING"));

  private static Map<TopicPartition, Long> nextOffsets(Batch batch) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    batch.advances().forEach((partition, advance) -> offsets.put(partition, advance.next()));
    return offsets;
  }

  /** A state of each thing that has one. */
  private static List<List<SinkRecord>> states(long offset, String state) {
    boolean isNew = state.equals("new");
    return List.of(
        List.of(customerRecord(offset, isNew ? LifecycleStage.CHURNED : LifecycleStage.CUSTOMER)),
        List.of(
            record(
                Topics.IDENTITY_ASSIGNMENTS,
                offset,
                keyOf(Topics.IDENTITY_ASSIGNMENTS),
                assignment("email:a@x.example", "c-" + state, offset))),
        List.of(
            record(
                Topics.CONTRIBUTIONS,
                offset,
                keyOf(Topics.CONTRIBUTIONS),
                isNew ? page("c1", "crm/006X", 2) : page("c1", "crm/006X", 1, 1))),
        List.of(
            record(
                Topics.METRIC_VALUES,
                offset,
                keyOf(Topics.METRIC_VALUES),
                metrics("events", isNew ? 2 : 1))));
  }

  private static String keyOf(Topic topic) {
    if (topic.equals(Topics.CONTRIBUTIONS)) {
      return pageKey("c1", "crm/006X");
    } else if (topic.equals(Topics.METRIC_VALUES)) {
      return metricsKey("events");
    }
    return topic.equals(Topics.IDENTITY_ASSIGNMENTS) ? "email:a@x.example" : "c1";
  }

  private static SinkRecord customerRecord(long offset, LifecycleStage stage) {
    return record(
        Topics.CUSTOMER_LIFECYCLE, offset, "c1", customer("c1", stage, "email:a@x.example"));
  }

  private static Batch batch(Topic topic, long expected, SinkRecord... records) {
    return batch(partition(topic), expected, List.of(records));
  }

  private static Batch batch(TopicPartition partition, long expected, List<SinkRecord> records) {
    long next = records.get(records.size() - 1).offset() + 1;
    return new Batch(records, Map.of(partition, new Advance(expected, next, null)));
  }
}
