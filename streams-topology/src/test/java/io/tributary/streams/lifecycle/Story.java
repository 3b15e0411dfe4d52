package io.tributary.streams.lifecycle;

import io.tributary.event.Identifier;
import io.tributary.event.RevenueEvent;
import io.tributary.serde.TrustedRecords;
import io.tributary.state.Fact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What happened, as tests tell it: bodies at times, in the order of telling. */
final class Story {
  static {
    TrustedRecords.trust();
  }

  private final List<RevenueEvent> events = new ArrayList<>();

  /**
   * @param time a date, then midnight UTC, or a date and time in UTC without a zone
   */
  Story at(String time, SpecificRecord body) {
    events.add(
        new RevenueEvent(
            "evt-%03d".formatted(events.size()),
            "crm",
            "crm",
            "told",
            instant(time),
            Instant.EPOCH,
            List.of(new Identifier("account", "crm/A")),
            body));
    return this;
  }

  List<RevenueEvent> events() {
    return events;
  }

  /** The facts of the events, in order, all of one entity. */
  List<Fact> facts() {
    List<Fact> facts = List.of();
    for (RevenueEvent event : events) {
      facts = Facts.add(facts, NewFact.of("account:crm/A", event), 1_000).facts();
    }
    return facts;
  }

  static Instant instant(String time) {
    return time.contains("T")
        ? Instant.parse(time + "Z")
        : LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  static long millis(String time) {
    return instant(time).toEpochMilli();
  }
}
