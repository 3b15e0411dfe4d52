package io.tributary.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tributary.event.EventType;
import io.tributary.standalone.sending.EventLine;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told of is the same each time, complete, and such as a company could be. */
class DemoDataTest {
  private static final LocalDate UNTIL = LocalDate.parse("2026-06-30");
  private static final DemoData.Told TOLD = DemoData.of(DemoData.SEED, UNTIL);

  @Test
  void theSameSeedAndLastDayGiveTheSameLines() {
    assertThat(lines(DemoData.of(DemoData.SEED, UNTIL))).isEqualTo(lines(TOLD));
  }

  @Test
  void anotherSeedTellsOfAnotherCompany() {
    assertThat(lines(DemoData.of(7, UNTIL))).isNotEqualTo(lines(TOLD));
  }

  @Test
  void everyTypeOfEventOccurs() {
    Set<String> types =
        good().stream().map(event -> event.line().type()).collect(Collectors.toSet());
    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventType.values()).map(EventType::typeName).toList());
  }

  @Test
  void everyLineIsJson() throws IOException {
    for (DemoEvent event : TOLD.events()) {
      assertThat(event.json()).doesNotContain("\n");
      try (JsonParser json = new JsonFactory().createParser(event.json())) {
        while (json.nextToken() != null) {
          json.skipChildren();
        }
      }
    }
  }

  /** So that a repetition changes nothing: an id always stands for the same line. */
  @Test
  void whatIsSentTwiceIsTheSameToTheByte() {
    Map<String, String> byId = new HashMap<>();
    int repeated = 0;
    for (DemoEvent event : TOLD.events()) {
      String id = event.json().substring(0, event.json().indexOf(','));
      String before = byId.put(event.source() + id, event.json());
      if (before != null) {
        assertThat(event.json()).isEqualTo(before);
        repeated++;
      }
    }
    assertThat(TOLD.repeated()).isEqualTo(repeated).isGreaterThan(500);
  }

  @Test
  void everyFaultOccursAndFewEventsHaveOne() {
    assertThat(TOLD.faults()).containsOnlyKeys(Fault.values());
    long wrong = TOLD.faults().values().stream().mapToLong(Long::longValue).sum();
    assertThat(wrong).isBetween(30L, TOLD.events().size() / 50L);
  }

  @Test
  void eventsAreLateAndShuffledButNotOfTheFuture() {
    Instant end = UNTIL.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant latest = Instant.EPOCH;
    int late = 0;
    for (DemoEvent event : TOLD.events()) {
      assertThat(event.occurredAt()).isBefore(end);
      if (event.occurredAt().isBefore(latest.minusSeconds(2 * 86_400))) {
        late++;
      }
      latest = event.occurredAt().isAfter(latest) ? event.occurredAt() : latest;
    }
    assertThat(late).isGreaterThan(500);
  }

  @Test
  void theCompanyIsOneThatCouldBe() {
    List<EventLine> lines =
        good().stream()
            .collect(Collectors.toMap(e -> e.line().id(), DemoEvent::line, (a, b) -> a))
            .values()
            .stream()
            .toList();
    double won = count(lines, "opportunity.won");
    double lost = count(lines, "opportunity.lost");
    assertThat(TOLD.events().size()).isBetween(40_000, 60_000);
    assertThat(won / (won + lost)).isBetween(0.2, 0.35);
    assertThat(count(lines, "subscription.started")).isBetween(180L, 320L);
    assertThat(TOLD.cast().customers().size()).isBetween(150, 260);
    assertThat(TOLD.cast().opportunities().size()).isBetween(40, 140);
  }

  @Test
  void anySeedAndAnyDayHaveAStory() {
    assertThat(DemoData.of(Long.MIN_VALUE, LocalDate.parse("2024-02-29")).events())
        .hasSizeBetween(40_000, 65_000);
  }

  private static List<String> lines(DemoData.Told told) {
    return told.events().stream().map(DemoEvent::json).toList();
  }

  private static List<DemoEvent> good() {
    return TOLD.events().stream().filter(event -> event.fault().isEmpty()).toList();
  }

  private static long count(List<EventLine> lines, String type) {
    return lines.stream().filter(line -> line.type().equals(type)).count();
  }
}
