package io.tributary.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The story goes on for as long as one likes. */
class TrickleTest {
  private static final Instant NOW = Instant.parse("2026-07-01T09:00:00Z");

  @Test
  void itsEventsAreOfNowAndEachHasAnIdOfItsOwn() {
    DemoData.Told told = DemoData.of(DemoData.SEED, Span.day(NOW).minusDays(1));
    List<DemoEvent> events = next(new Trickle(told.cast(), NOW), 2_000);

    Set<String> types = new HashSet<>();
    Set<String> ids = new HashSet<>();
    events.forEach(
        event -> {
          types.add(event.line().type());
          assertThat(event.occurredAt()).isEqualTo(NOW);
          assertThat(ids.add(event.line().id())).as(event.json()).isTrue();
        });
    assertThat(types)
        .contains(
            "campaign.touched",
            "lead.captured",
            "activity.logged",
            "opportunity.changed",
            "opportunity.won",
            "opportunity.lost",
            "subscription.started",
            "ticket.opened",
            "ticket.solved");
  }

  @Test
  void withNobodyToGoOnWithThereAreStillVisitors() {
    List<DemoEvent> events = next(new Trickle(new Cast(List.of(), List.of()), NOW), 200);

    assertThat(events).extracting(event -> event.line().type()).contains("campaign.touched");
  }

  private static List<DemoEvent> next(Trickle trickle, int times) {
    List<DemoEvent> events = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      events.addAll(trickle.next(NOW));
    }
    return events;
  }
}
