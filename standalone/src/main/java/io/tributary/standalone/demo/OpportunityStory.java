package io.tributary.standalone.demo;

import io.tributary.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An opportunity on its way through the stages. */
final class OpportunityStory {
  private static final List<String> STAGES =
      List.of("Prospecting", "Qualification", "Proposal", "Negotiation");

  /** At which part of the way a stage is entered. */
  private static final List<Double> ENTERED = List.of(0.0, 0.2, 0.5, 0.8);

  private static final List<String> REASONS =
      List.of("price", "competitor", "no decision", "missing feature", "timing");

  private final Prospect prospect;
  private final Journal journal;
  private final Dice dice;
  private Deal deal;
  private boolean openAtEnd;

  OpportunityStory(Prospect prospect, Journal journal, Dice dice) {
    this.prospect = prospect;
    this.journal = journal;
    this.dice = dice;
    this.deal = Deal.asked(prospect, dice);
  }

  /** The deal, if it was won. */
  Optional<Deal> pursue(Instant openedAt) {
    boolean won =
        dice.chance(prospect.segment().winRate() * prospect.channel().quality(prospect.progress()));
    double days =
        dice.around(prospect.segment().cycleDays(), 0.45) * (won ? 1 : dice.between(0.3, 1.4));
    open(openedAt, days);
    int reached = won ? STAGES.size() - 1 : dice.between(0, STAGES.size() - 1);
    for (int stage = 1; stage <= reached; stage++) {
      advance(Span.workday(Span.after(openedAt, days * ENTERED.get(stage))), STAGES.get(stage));
    }
    activities(openedAt, days);
    Instant closedAt = Span.workday(Span.after(openedAt, days));
    openAtEnd = !journal.reaches(closedAt);
    if (won) {
      return Optional.of(win(closedAt));
    }
    // Some are never closed, as in every CRM.
    if (!dice.chance(0.05)) {
      lose(closedAt);
      if (dice.chance(0.04)) {
        return secondTry(Span.workday(Span.after(closedAt, dice.around(50, 0.4))));
      }
    }
    return Optional.empty();
  }

  /** Whether it was neither won nor lost before the end of the span. */
  boolean isOpenAtEnd() {
    return openAtEnd;
  }

  /** Reopened after it was lost. */
  private Optional<Deal> secondTry(Instant at) {
    advance(at, "Proposal");
    Instant closedAt = Span.workday(Span.after(at, dice.around(20, 0.4)));
    if (dice.chance(0.5)) {
      return Optional.of(win(closedAt));
    }
    lose(closedAt);
    return Optional.empty();
  }

  private void open(Instant at, double days) {
    journal.tell(
        EventType.CUSTOMER_IDENTIFIED,
        at.minusSeconds(30),
        Together.of(prospect.account(), prospect.person()),
        Fields.of("name", prospect.company())
            .and("region", prospect.region())
            .and("segment", prospect.segment().label())
            .and("industry", Names.industry(prospect.company()))
            .and("employees", deal.seats() * dice.between(3, 9))
            .and("owner", prospect.owner().name()));
    journal.tell(
        EventType.OPPORTUNITY_OPENED,
        at,
        Together.of(prospect.account(), prospect.person()),
        Fields.of("opportunity_id", prospect.opportunityId())
            .and("name", prospect.company() + ", " + prospect.product())
            .and("stage", STAGES.get(0))
            .and("amount", amount())
            .and("currency", Company.CURRENCY)
            .and("owner", prospect.owner().name())
            .and("region", prospect.region())
            .and("segment", prospect.segment().label())
            .and("product", prospect.product())
            .and("expected_close", day(Span.after(at, days * dice.between(0.7, 1.1))))
            .and("lead_id", prospect.leadId()));
  }

  /** Into any of the later stages. */
  void advance(Instant at) {
    advance(at, dice.pick(STAGES.subList(1, STAGES.size())));
  }

  private void advance(Instant at, String stage) {
    Fields fields = Fields.of("opportunity_id", prospect.opportunityId()).and("stage", stage);
    if (dice.chance(0.4)) {
      deal = deal.withSeats((int) (deal.seats() * dice.between(0.75, 1.25)));
      fields.and("amount", amount()).and("currency", Company.CURRENCY);
    }
    if (dice.chance(0.3)) {
      fields.and("expected_close", day(Span.after(at, dice.between(5, 40))));
    }
    journal.tell(EventType.OPPORTUNITY_CHANGED, at, reference(), fields);
  }

  private void activities(Instant openedAt, double days) {
    int count = 2 + dice.count(4);
    for (int i = 1; i <= count; i++) {
      Instant at = Span.workday(Span.after(openedAt, days * dice.between(0.0, 1.0)));
      activity(at, "%s-%d".formatted(prospect.opportunityId(), i));
    }
  }

  void activity(Instant at, String id) {
    journal.tell(
        EventType.ACTIVITY_LOGGED,
        at,
        dice.chance(0.5) ? prospect.account() : prospect.person(),
        Fields.of("activity_id", id)
            .and("kind", dice.pick(List.of("CALL", "EMAIL", "MEETING", "DEMO")))
            .and("owner", prospect.owner().name())
            .and("opportunity_id", prospect.opportunityId()));
  }

  /** What was sold. */
  Deal win(Instant at) {
    journal.tell(
        EventType.OPPORTUNITY_WON,
        at,
        prospect.account(),
        Fields.of("opportunity_id", prospect.opportunityId())
            .and("amount", amount())
            .and("currency", Company.CURRENCY));
    return deal.wonAt(at);
  }

  void lose(Instant at) {
    journal.tell(
        EventType.OPPORTUNITY_LOST,
        at,
        reference(),
        Fields.of("opportunity_id", prospect.opportunityId()).and("reason", dice.pick(REASONS)));
  }

  /** A CRM's change often says nothing but which opportunity it is. */
  private Map<String, String> reference() {
    return dice.chance(0.3) ? Map.of() : prospect.account();
  }

  private String amount() {
    return deal.amount() + ".00";
  }

  private static String day(Instant at) {
    return Span.day(at).toString();
  }
}
