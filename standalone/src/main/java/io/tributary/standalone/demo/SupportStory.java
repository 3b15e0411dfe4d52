package io.tributary.standalone.demo;

import io.tributary.event.EventType;
import java.time.Instant;
import java.util.List;

/** Tickets of a customer, and what it thinks. */
final class SupportStory {
  private static final List<String> AGENTS = List.of("Mei", "Oscar", "Tilda");
  private static final List<String> SUBJECTS =
      List.of(
          "Cannot log in", "Export is slow", "Invoice question", "Sync stopped", "How do I ...");
  private static final double MONTH = 365.0 / 12;

  private final Prospect prospect;
  private final Span span;
  private final Journal journal;
  private final Dice dice;
  private int tickets;
  private int ratings;

  SupportStory(Prospect prospect, Span span, Journal journal, Dice dice) {
    this.prospect = prospect;
    this.span = span;
    this.journal = journal;
    this.dice = dice;
  }

  void tell(Instant from, Instant until, int seats) {
    Instant month = from;
    for (int number = 0;
        month.isBefore(until) && journal.reaches(month);
        number++, month = Span.after(month, MONTH)) {
      double trouble = Company.troubleFactor(span.progress(month));
      for (int n = dice.count((0.25 + seats / 60.0) * trouble); n > 0; n--) {
        ticket(Span.after(month, dice.between(0, MONTH)), trouble > 1);
      }
      if (number % 3 == 2 && dice.chance(0.35)) {
        rate("NPS", Math.min(10, dice.between(trouble > 1 ? 1 : 5, 11)), month, null);
      }
      if (number % 6 == 5 && dice.chance(0.15)) {
        rate("CES", dice.between(3, 7), month, null);
      }
    }
  }

  private void ticket(Instant at, boolean troubled) {
    tickets++;
    String ticket = "%05d-%d".formatted(prospect.number(), tickets);
    open(at, ticket, troubled ? "Outage" : dice.pick(SUBJECTS));
    if (dice.chance(0.6)) {
      told(EventType.TICKET_RESPONDED, at.plusSeconds(20), ticket, null);
    }
    String agent = dice.pick(AGENTS);
    Instant answered = Span.after(at, dice.around(troubled ? 0.5 : 0.08, 0.9));
    told(EventType.TICKET_RESPONDED, answered, ticket, agent);
    Instant solved = Span.after(answered, dice.around(troubled ? 2.5 : 0.7, 0.9));
    told(EventType.TICKET_SOLVED, solved, ticket, agent);
    if (dice.chance(0.08)) {
      Instant reopened = Span.after(solved, dice.around(1, 0.6));
      told(EventType.TICKET_REOPENED, reopened, ticket, null);
      solved = Span.after(reopened, dice.around(1, 0.6));
      told(EventType.TICKET_SOLVED, solved, ticket, agent);
    }
    if (dice.chance(0.35)) {
      int score = troubled ? dice.between(1, 4) : dice.pick(List.of(5, 5, 5, 4, 4, 3, 2));
      rate("CSAT", score, Span.after(solved, dice.around(0.2, 0.8)), ticket);
    }
  }

  void open(Instant at, String ticket) {
    open(at, ticket, dice.pick(SUBJECTS));
  }

  private void open(Instant at, String ticket, String subject) {
    journal.tell(
        EventType.TICKET_OPENED,
        at,
        Together.of(prospect.organization(), prospect.person()),
        Fields.of("ticket_id", ticket)
            .and("priority", dice.pick(List.of("LOW", "NORMAL", "HIGH", "URGENT"), this::share))
            .and("channel", dice.pick(List.of("email", "chat", "web")))
            .and("product", prospect.product())
            .and("subject", subject));
  }

  private double share(String priority) {
    return switch (priority) {
      case "NORMAL" -> 6;
      case "LOW" -> 2;
      case "HIGH" -> 1.5;
      default -> 0.5;
    };
  }

  private void told(EventType type, Instant at, String ticket, String agent) {
    Fields fields = Fields.of("ticket_id", ticket).and("owner", agent);
    if (type == EventType.TICKET_RESPONDED) {
      fields.and("automated", agent == null);
    }
    journal.tell(type, at, prospect.organization(), fields);
  }

  private void rate(String kind, int score, Instant at, String ticket) {
    ratings++;
    journal.tell(
        EventType.SATISFACTION_RATED,
        at,
        ticket == null ? prospect.person() : prospect.organization(),
        Fields.of("rating_id", "%05d-r%d".formatted(prospect.number(), ratings))
            .and("ticket_id", ticket)
            .and("kind", kind)
            .and("score", score));
  }
}
