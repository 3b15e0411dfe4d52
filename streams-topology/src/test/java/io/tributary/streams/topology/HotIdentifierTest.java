package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.RevenueEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One identifier that is seen with very many others; through identity, graph and lifecycle. */
class HotIdentifierTest {
  private static final int TENTHS = 10;
  private static final int MAX_LINKS = 100;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void aKioskIsPartedAndCostsNoMoreForEachPersonMore(long seed) {
    int people = 10_000;
    List<RevenueEvent> events = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      events.add(click(i, "email:visitor%05d@example.com".formatted(i), "anonymous:kiosk"));
    }
    // Seed 0 tells it as it happened.
    if (seed > 0) {
      Collections.shuffle(events, new Random(seed));
    }
    try (TopologyFixture topology = topology()) {
      List<Traffic> tenths = tell(topology, events);

      Traffic second = tenths.get(1);
      Traffic last = tenths.get(TENTHS - 1);
      assertThat(last.records()).as("%s, before %s", last, second).isEqualTo(second.records());
      assertThat(last.bytes()).as("bytes").isLessThan(second.bytes() * 11 / 10);
      for (Traffic traffic : tenths) {
        assertThat(traffic.largest().values()).allMatch(size -> size < Traffic.MOST_BYTES / 2);
      }
      assertThat(topology.rows(Names.CUSTOMERS_STORE))
          .as("each is somebody")
          .hasSizeBetween(people, people + 1);
      assertThat(topology.counted("tributary.identity.conflicts"))
          .as("each link that identifies nobody is reported")
          .isEqualTo(people);
      assertThat(topology.counted("tributary.identity.recomputed.links"))
          .as("once, when the limit was met")
          .isLessThanOrEqualTo(MAX_LINKS);
      assertThat(topology.counted("tributary.identity.assignments"))
          .as("each is assigned once, and some a few times more until the limit was met")
          .isBetween((double) people, people + 4.0 * MAX_LINKS);
      assertOthersGetThrough(topology);
    }
  }

  @Test
  void anAccountOfVeryManyIdentifiersCostsNoMoreForEachMore() {
    int count = 10_000;
    List<RevenueEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(click(i, "account:crm/001A", "invoice:stripe/in_" + i));
    }
    Collections.shuffle(events, new Random(3));
    try (TopologyFixture topology = topology()) {
      List<Traffic> tenths = tell(topology, events);

      Traffic second = tenths.get(1);
      Traffic last = tenths.get(TENTHS - 1);
      assertThat(last.records())
          .as("%s, before %s", last, second)
          .isLessThanOrEqualTo(second.records());
      assertThat(last.bytes()).as("bytes").isLessThan(second.bytes() * 11 / 10);
      assertThat(topology.counted("tributary.identity.recomputed.links")).isZero();
      assertOthersGetThrough(topology);
    }
  }

  private static List<Traffic> tell(TopologyFixture topology, List<RevenueEvent> events) {
    List<Traffic> tenths = new ArrayList<>();
    int tenth = events.size() / TENTHS;
    for (int from = 0; from < events.size(); from += tenth) {
      events.subList(from, from + tenth).forEach(topology::send);
      Traffic traffic = new Traffic();
      topology.drain(traffic::add);
      tenths.add(traffic);
    }
    return tenths;
  }

  private static void assertOthersGetThrough(TopologyFixture topology) {
    int customers = topology.rows(Names.CUSTOMERS_STORE).size();

    topology.send(click(0, "email:somebody@else.example"));

    assertThat(topology.rows(Names.CUSTOMERS_STORE)).hasSize(customers + 1);
    assertThat(topology.deadLetters()).isEmpty();
  }

  private TopologyFixture topology() {
    return new TopologyFixture(
        folder,
        context -> {
          StageContext inMemory = LifecycleFixture.with(context, TopologyFixture.IN_MEMORY);
          Topology stages = new Topology();
          IdentityStage.addTo(stages, inMemory);
          GraphStage.addTo(stages, inMemory);
          LifecycleStage.addTo(stages, inMemory);
          return stages;
        });
  }

  private static RevenueEvent click(int number, String... identifiers) {
    return TopologyFixture.click("click-" + number, START.plusSeconds(number), identifiers);
  }
}
