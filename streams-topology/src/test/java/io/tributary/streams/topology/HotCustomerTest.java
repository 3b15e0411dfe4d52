package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvents;
import io.tributary.output.CustomerLifecycle;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One customer of whom more is heard than of all others. What it costs is told by the records that
 * are written and by their bytes, changelogs included.
 */
class HotCustomerTest {
  private static final int EVENTS = 100_000;
  private static final int TENTHS = 10;

  /** As many as come within one commit interval of 100 ms at 10,000 a second. */
  private static final int EVENTS_PER_COMMIT = 1_000;

  @TempDir private Path folder;
  private final CommitPace pace = new CommitPace(EVENTS_PER_COMMIT);
  private final List<Traffic> tenths = new ArrayList<>();
  private final Map<String, CustomerLifecycle> lifecycles = new HashMap<>();
  private TopologyFixture topology;

  @BeforeEach
  void start() {
    topology =
        new TopologyFixture(
            folder,
            context -> {
              StageContext inMemory = LifecycleFixture.with(context, TopologyFixture.IN_MEMORY);
              return LifecycleFixture.build(inMemory, pace::of);
            });
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Test
  void ofAHundredThousandEventsTheLastCostNoMoreThanTheFirst() {
    tell(HotHistory.ofEverything(EVENTS));

    assertCosts(1);
    assertThat(topology.counted("tributary.lifecycle.facts.left.out")).isGreaterThan(30_000);
    assertThat(topology.counted("tributary.lifecycle.entities.left.out")).isGreaterThan(5_000);
    CustomerLifecycle hot = lifecycles.get(HotHistory.CUSTOMER);
    assertThat(hot.getFirstTouch().getOccurredAt()).isEqualTo(HotHistory.firstTouchAt());
    assertThat(state().records()).as("rows of the customer").isLessThan(25_000);
    assertThat(state().bytes()).as("bytes of them").isLessThan(8_000_000);
    assertOthersGetThrough();
  }

  @Test
  void aCustomerOfVeryManySalesAndSubscriptionsIsHeldToItsLimits() {
    tell(HotHistory.ofSales(30_000));

    // A touch concerns every sale in the time after it, and there are ten times as many.
    assertCosts(2);
    CustomerLifecycle hot = lifecycles.get(HotHistory.CUSTOMER);
    assertThat(hot.getStages()).hasSize(1_000);
    assertOthersGetThrough();
  }

  private void tell(List<RevenueEvent> events) {
    List<RevenueEvent> arrivals = new ArrayList<>(events);
    Random random = new Random(7);
    for (int repeated = 0; repeated < events.size() / 10; repeated++) {
      arrivals.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(arrivals, random);
    int tenth = arrivals.size() / TENTHS;
    for (int from = 0; from < arrivals.size(); from += tenth) {
      Traffic traffic = new Traffic();
      for (int place = from; place < from + tenth; place++) {
        send(HotHistory.CUSTOMER, arrivals.get(place));
        if (place % EVENTS_PER_COMMIT == EVENTS_PER_COMMIT - 1) {
          show(topology.readLatest(Topics.CUSTOMER_LIFECYCLE), traffic);
        }
      }
      tenths.add(traffic);
    }
  }

  private void show(Map<String, CustomerLifecycle> shown, Traffic traffic) {
    shown.forEach(
        (customer, lifecycle) -> {
          lifecycles.put(customer, lifecycle);
          traffic.add(
              Topics.CUSTOMER_LIFECYCLE.name(),
              topology.sizeOf(Topics.CUSTOMER_LIFECYCLE, lifecycle));
        });
    topology.drain(traffic::add);
  }

  private void send(String customer, RevenueEvent event) {
    topology.send(
        Topics.CUSTOMER_EVENTS,
        customer,
        new CustomerEvents(List.of(Told.to(customer, HotHistory.SUBJECT, event, 0))));
  }

  /** The last tenth costs at most so many times as much as the first. */
  private void assertCosts(int times) {
    Traffic first = tenths.get(0);
    Traffic last = tenths.get(TENTHS - 1);
    assertThat(last.records())
        .as("%s, at first %s", last, first)
        .isLessThan(times * first.records());
    assertThat(last.bytes())
        .as("%s, at first %s", last, first)
        .isLessThan(2L * times * first.bytes());
    for (Traffic traffic : tenths) {
      assertThat(traffic.largest().values()).allMatch(size -> size < Traffic.MOST_BYTES / 2);
    }
  }

  /** What is kept, as it would be restored. */
  private Traffic state() {
    Traffic kept = new Traffic();
    topology.rows(Names.ENTITIES_STORE).forEach(row -> kept.add("", row.value.length));
    return kept;
  }

  private void assertOthersGetThrough() {
    pace.everyRecord();
    send("another", HotHistory.touch(0, 1));

    assertThat(topology.<CustomerLifecycle>read(Topics.CUSTOMER_LIFECYCLE))
        .extracting(record -> record.key)
        .contains("another");
    assertThat(topology.deadLetters()).isEmpty();
  }
}
