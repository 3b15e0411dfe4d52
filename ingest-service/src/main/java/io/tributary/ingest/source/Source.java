package io.tributary.ingest.source;

import io.tributary.event.EventType;
import java.util.Optional;
import java.util.Set;

/**
 * Someone who may send events.
 *
 * @param name as it stands in events and in the labels of metrics
 * @param namespace where its identifiers and entity ids are unique; sources of one system share it
 * @param allowed the types of events that it may send
 * @param rate how fast it may send; empty for as fast as it likes
 */
public record Source(String name, String namespace, Set<EventType> allowed, Optional<Rate> rate) {
  public Source {
    allowed = Set.copyOf(allowed);
  }

  /**
   * @param eventsPerSecond in the long run
   * @param burst events that may come at once after a pause
   */
  public record Rate(int eventsPerSecond, int burst) {}
}
