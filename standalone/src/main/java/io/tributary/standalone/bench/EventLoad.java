package io.tributary.standalone.bench;

import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.util.Collection;
import java.util.List;

/** Events, each once. */
final class EventLoad implements SinkLoad {
  private int round;

  @Override
  public String name() {
    return "events";
  }

  @Override
  public Collection<Topic> topics() {
    return Topics.EVENTS;
  }

  @Override
  public String table() {
    return "event";
  }

  @Override
  public long fill(RecordFiller filler, long rows) {
    // Customers of another name, so that none of the events is known.
    return new EventFiller(filler, Stories.untilToday(31, "e" + round++ + '-', Stories.Span.YEARS))
        .fill(rows);
  }

  @Override
  public List<String> passes() {
    return List.of("SELECT * FROM tributary.event");
  }

  @Override
  public List<String> merge() {
    return List.of("INSERT INTO bench.event SELECT * FROM staged ON CONFLICT DO NOTHING");
  }
}
