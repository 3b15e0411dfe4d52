package io.tributary.ingest.source;

import io.tributary.event.EventType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Someone who may send events.
 *
 * @param name as it stands in events and in the labels of metrics
 * @param namespace where its identifiers and entity ids are unique; sources of one system share it
 * @param allowed the types of events that it may send
 * @param rate how fast it may send; empty for as fast as it likes
 * @param webhooks by which other systems send for it
 */
public record Source(
    String name,
    String namespace,
    Set<EventType> allowed,
    Optional<Rate> rate,
    List<Webhook> webhooks) {
  public Source {
    allowed = Set.copyOf(allowed);
    webhooks = List.copyOf(webhooks);
  }

  /**
   * @param eventsPerSecond in the long run
   * @param burst events that may come at once after a pause
   */
  public record Rate(int eventsPerSecond, int burst) {}
}
