package io.tributary.standalone.bench;

import io.tributary.event.EventType;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Fills the event topics with stories. Those of a cohort of customers are told side by side, in the
 * order in which their events occurred.
 */
final class EventFiller {
  /** Customers whose events are mixed: more than ever meet in one commit. */
  private static final int COHORT = 4_000;

  private final RecordFiller filler;
  private final Stories stories;
  private int nextCustomer;

  EventFiller(RecordFiller filler, Stories stories) {
    this.filler = filler;
    this.stories = stories;
  }

  /** At least so many events, of customers that are new. Returns how many there were. */
  long fill(long events) {
    long filled = 0;
    while (filled < events) {
      List<RevenueEvent> cohort = new ArrayList<>();
      while (cohort.size() < COHORT * Stories.EVENTS && filled + cohort.size() < events) {
        cohort.addAll(stories.of(nextCustomer++));
      }
      cohort.sort(Comparator.comparing(RevenueEvent::getOccurredAt));
      for (RevenueEvent event : cohort) {
        filler.send(
            EventType.named(event.getType()).orElseThrow().topic(),
            Identifiers.subject(event),
            event);
      }
      filled += cohort.size();
    }
    filler.flush();
    return filled;
  }
}
