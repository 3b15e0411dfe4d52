package io.tributary.streams.topology;

import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.FactsSent;
import io.tributary.streams.lifecycle.EntityRef;
import io.tributary.streams.lifecycle.NewFact;

/** What customers are told of events that are about an entity. */
final class Told {
  private Told() {}

  static FactsSent of(String subject, RevenueEvent event) {
    return new FactsOnTheMove()
        .pack(EntityRef.of(event).orElseThrow(), NewFact.of(subject, event), event.getReceivedAt());
  }

  /**
   * @param content an event, or what follows from none
   */
  static CustomerEvent to(String customer, String subject, Object content, long generation) {
    Object told = content instanceof RevenueEvent event ? of(subject, event) : content;
    return new CustomerEvent(customer, subject, told, generation);
  }
}
