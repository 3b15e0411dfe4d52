package io.tributary.standalone.demo;

import io.tributary.event.EventType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The story goes on, an event at a time: visits, leads, opportunities that move, tickets. Events of
 * different runs have different ids.
 */
public final class Trickle {
  /** Above the numbers of those who were told of. */
  private static final int NEWCOMERS = 1_000_000;

  private enum Kind {
    VISIT(10),
    LEAD(2),
    ACTIVITY(4),
    STAGE(2),
    OUTCOME(1),
    TICKET(3),
    ANSWER(3);

    private final double weight;

    Kind(double weight) {
      this.weight = weight;
    }
  }

  private final Span span;
  private final Dice dice;
  private final Journal journal;
  private final List<Prospect> opportunities;
  private final List<Prospect> customers;
  private final Deque<DemoEvent> openTickets = new ArrayDeque<>();
  private int newcomers;
  private int things;

  /**
   * @param startedAt makes this run's ids its own
   */
  public Trickle(Cast cast, Instant startedAt) {
    long run = startedAt.getEpochSecond();
    this.span = new Span(Span.day(startedAt), Span.day(startedAt));
    this.dice = new Dice(run, "trickle", 0);
    this.journal = new Journal("live-" + run, Instant.MAX);
    this.opportunities = new ArrayList<>(cast.opportunities());
    this.customers = cast.customers();
    this.newcomers = NEWCOMERS + (int) (run % NEWCOMERS) * 100;
  }

  /** What happens now: an event, sometimes two. */
  public List<DemoEvent> next(Instant now) {
    journal.events().clear();
    switch (dice.pick(List.of(Kind.values()), kind -> kind.weight)) {
      case VISIT -> new MarketingStory(newcomer(now), journal, dice).visit();
      case LEAD -> new MarketingStory(newcomer(now), journal, dice).leaveAddress(now);
      case ACTIVITY -> activity(now);
      case STAGE -> stage(now);
      case OUTCOME -> outcome(now);
      case TICKET -> ticket(now);
      case ANSWER -> answer(now);
    }
    return List.copyOf(journal.events());
  }

  private Prospect newcomer(Instant now) {
    return Prospect.of(newcomers++, now, span, dice);
  }

  private void activity(Instant now) {
    if (!opportunities.isEmpty()) {
      new OpportunityStory(dice.pick(opportunities), journal, dice).activity(now, thing());
    }
  }

  private void stage(Instant now) {
    if (!opportunities.isEmpty()) {
      new OpportunityStory(dice.pick(opportunities), journal, dice).advance(now);
    }
  }

  private void outcome(Instant now) {
    if (opportunities.isEmpty()) {
      return;
    }
    Prospect prospect = opportunities.remove(dice.between(0, opportunities.size() - 1));
    OpportunityStory story = new OpportunityStory(prospect, journal, dice);
    if (dice.chance(0.3)) {
      new BillingStory(prospect, span, journal, dice).start(story.win(now), now);
    } else {
      story.lose(now);
    }
  }

  private void ticket(Instant now) {
    if (!customers.isEmpty()) {
      new SupportStory(dice.pick(customers), span, journal, dice).open(now, thing());
      openTickets.add(journal.events().get(0));
    }
  }

  private void answer(Instant now) {
    DemoEvent opened = openTickets.poll();
    if (opened != null) {
      journal.tell(
          EventType.TICKET_SOLVED,
          now,
          opened.line().identifiers(),
          Fields.of("ticket_id", opened.line().data().get("ticket_id")));
    }
  }

  private String thing() {
    return "live-" + span.start().getEpochSecond() + "-" + newcomers + "-" + ++things;
  }
}
