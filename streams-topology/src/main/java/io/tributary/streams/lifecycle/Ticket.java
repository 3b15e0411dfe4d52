package io.tributary.streams.lifecycle;

import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import io.tributary.event.TicketReopened;
import io.tributary.event.TicketResponded;
import io.tributary.event.TicketSolved;
import io.tributary.state.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * A support ticket. Times are milliseconds since the epoch; null for what did not happen.
 *
 * @param openedAt the opened event, or the earliest time known of it
 * @param open when it was open, in order of time; every span but the first began by reopening
 */
record Ticket(
    long openedAt, TicketPriority priority, Long respondedAt, Long lastSolvedAt, List<Span> open)
    implements Folded {

  /**
   * @param until null for what has not ended
   */
  record Span(long from, Long until) {}

  static Ticket fold(List<Fact> facts) {
    long openedAt = openedAt(facts);
    TicketPriority priority = TicketPriority.NORMAL;
    Long respondedAt = null;
    Long lastSolvedAt = null;
    Long openSince = openedAt;
    List<Span> open = new ArrayList<>();
    for (Fact fact : facts) {
      // What happened before it was opened happened when it was.
      long at = Math.max(fact.getOccurredAt(), openedAt);
      if (fact.getBody() instanceof TicketOpened opened) {
        priority = opened.getPriority();
      } else if (fact.getBody() instanceof TicketResponded responded) {
        respondedAt = respondedAt == null && !responded.getAutomated() ? (Long) at : respondedAt;
      } else if (fact.getBody() instanceof TicketSolved) {
        lastSolvedAt = at;
        if (openSince != null) {
          open.add(new Span(openSince, at));
        }
        openSince = null;
      } else if (fact.getBody() instanceof TicketReopened) {
        openSince = openSince == null ? (Long) at : openSince;
      }
    }
    if (openSince != null) {
      open.add(new Span(openSince, null));
    }
    return new Ticket(openedAt, priority, respondedAt, lastSolvedAt, List.copyOf(open));
  }

  /** Since when it is open; null while it is solved. */
  Long openSince() {
    Span last = open.get(open.size() - 1);
    return last.until() == null ? (Long) last.from() : null;
  }

  private static long openedAt(List<Fact> facts) {
    for (Fact fact : facts) {
      if (fact.getBody() instanceof TicketOpened) {
        return fact.getOccurredAt();
      }
    }
    return facts.get(0).getOccurredAt();
  }
}
