package io.tributary.standalone.demo;

import io.tributary.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What sales makes of a lead. */
final class LeadStory {
  private final Prospect prospect;
  private final Journal journal;
  private final Dice dice;

  LeadStory(Prospect prospect, Journal journal, Dice dice) {
    this.prospect = prospect;
    this.journal = journal;
    this.dice = dice;
  }

  /** Says when the lead was found worth an opportunity, if it was. */
  Optional<Instant> qualify(Instant capturedAt) {
    if (dice.chance(0.5)) {
      contact(capturedAt.plusSeconds(dice.between(5, 60)), true);
    }
    Instant at = Span.workday(Span.after(capturedAt, dice.around(0.03, 1.6)));
    contact(at, false);
    // Of a channel in decline there are as many leads as before, but few that are any good.
    double good = Math.min(1, prospect.channel().quality(prospect.progress()));
    if (!dice.chance(0.52 * (0.4 + 0.6 * good))) {
      if (dice.chance(0.6)) {
        disqualify(Span.after(at, dice.around(6, 0.8)));
      }
      return Optional.empty();
    }
    at = Span.after(at, dice.around(0.6, 0.8));
    qualified(at, "MQL", dice.between(40, 75));
    at = Span.workday(Span.after(at, dice.around(2.5, 0.7)));
    if (!dice.chance(0.52)) {
      disqualify(at);
      return Optional.empty();
    }
    qualified(at, "SQL", dice.between(70, 99));
    return dice.chance(0.8)
        ? Optional.of(Span.workday(Span.after(at, dice.around(1.5, 0.7))))
        : Optional.empty();
  }

  private void contact(Instant at, boolean automated) {
    journal.tell(
        EventType.LEAD_CONTACTED,
        at,
        prospect.person(),
        Fields.of("lead_id", prospect.leadId())
            .and("owner", automated ? null : prospect.owner().name())
            .and("medium", automated ? "email" : dice.pick(List.of("phone", "email")))
            .and("automated", automated));
  }

  private void qualified(Instant at, String level, int score) {
    journal.tell(
        EventType.LEAD_QUALIFIED,
        at,
        prospect.person(),
        Fields.of("lead_id", prospect.leadId())
            .and("level", level)
            .and("score", Integer.toString(score)));
  }

  private void disqualify(Instant at) {
    journal.tell(
        EventType.LEAD_DISQUALIFIED,
        at,
        prospect.person(),
        Fields.of("lead_id", prospect.leadId())
            .and("reason", dice.pick(List.of("no budget", "not the right fit", "no answer"))));
  }
}
