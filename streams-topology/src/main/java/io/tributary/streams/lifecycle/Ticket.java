package io.tributary.streams.lifecycle;

import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import io.tributary.event.TicketReopened;
import io.tributary.event.TicketResponded;
import io.tributary.event.TicketSolved;
import io.tributary.state.Fact;
import java.util.List;

/**
 * A support ticket. Times are milliseconds since the epoch; null for what did not happen.
 *
 * @param openedAt the opened event, or the earliest time known of it
 * @param openSince since when it is open; null while it is solved
 */
record Ticket(
    long openedAt,
    TicketPriority priority,
    Long respondedAt,
    Long firstSolvedAt,
    Long lastSolvedAt,
    int reopenings,
    Long openSince)
    implements Folded {

  static Ticket fold(List<Fact> facts) {
    Long openedAt = null;
    TicketPriority priority = TicketPriority.NORMAL;
    Long respondedAt = null;
    Long firstSolvedAt = null;
    Long lastSolvedAt = null;
    int reopenings = 0;
    Long openSince = facts.get(0).getOccurredAt();
    for (Fact fact : facts) {
      if (fact.getBody() instanceof TicketOpened opened) {
        openedAt = openedAt == null ? Long.valueOf(fact.getOccurredAt()) : openedAt;
        priority = opened.getPriority();
      } else if (fact.getBody() instanceof TicketResponded responded) {
        boolean first = respondedAt == null && !responded.getAutomated();
        respondedAt = first ? Long.valueOf(fact.getOccurredAt()) : respondedAt;
      } else if (fact.getBody() instanceof TicketSolved) {
        firstSolvedAt = firstSolvedAt == null ? Long.valueOf(fact.getOccurredAt()) : firstSolvedAt;
        lastSolvedAt = fact.getOccurredAt();
        openSince = null;
      } else if (fact.getBody() instanceof TicketReopened) {
        reopenings += openSince == null ? 1 : 0;
        openSince = openSince == null ? Long.valueOf(fact.getOccurredAt()) : openSince;
      }
    }
    return new Ticket(
        openedAt == null ? facts.get(0).getOccurredAt() : openedAt,
        priority,
        respondedAt,
        firstSolvedAt,
        lastSolvedAt,
        reopenings,
        openSince);
  }
}
