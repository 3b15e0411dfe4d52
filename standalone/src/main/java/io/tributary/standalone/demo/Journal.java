package io.tributary.standalone.demo;

import io.tributary.event.EventType;
import io.tributary.standalone.sending.EventLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes down what happens in one story. What would happen after the end of the span does not. */
final class Journal {
  private final String story;
  private final Instant end;
  private final List<DemoEvent> events = new ArrayList<>();
  private int number;

  /**
   * @param story part of the ids of its events
   */
  Journal(String story, Instant end) {
    this.story = story;
    this.end = end;
  }

  /** An event, reported by the system whose matter it is. */
  void tell(EventType type, Instant at, Map<String, String> identifiers, Fields data) {
    DemoSource source = DemoSource.of(type);
    number++;
    if (at.isBefore(end)) {
      Instant second = at.truncatedTo(ChronoUnit.SECONDS);
      String id = "%s-%s-%d".formatted(source.label(), story, number);
      events.add(
          DemoEvent.of(
              source,
              new EventLine(id, type.typeName(), second.toString(), identifiers, data.values()),
              second));
    }
  }

  boolean reaches(Instant at) {
    return at.isBefore(end);
  }

  List<DemoEvent> events() {
    return events;
  }
}
