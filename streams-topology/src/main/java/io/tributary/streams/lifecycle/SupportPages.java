package io.tributary.streams.lifecycle;

import io.tributary.event.RatingKind;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.PageWriter.Step;
import java.util.ArrayList;
import java.util.List;

/** What support adds to the measures. */
final class SupportPages {
  private static final int SATISFIED_CSAT = 4;
  private static final int PROMOTER_NPS = 9;
  private static final int DETRACTOR_NPS = 6;

  private static final DurationMeasures RESPONSE =
      new DurationMeasures(
          Measures.FIRST_RESPONSE_MS, Measures.FIRST_RESPONSES, Measures.FIRST_RESPONSE_BUCKET);
  private static final DurationMeasures RESOLUTION =
      new DurationMeasures(
          Measures.RESOLUTION_MS, Measures.TICKETS_SOLVED, Measures.RESOLUTION_BUCKET);

  private SupportPages() {}

  static LedgerPage ticket(Ticket ticket, Days days, Dimensions context) {
    PageWriter page = new PageWriter(days);
    page.count(Measures.TICKETS_OPENED, ticket.openedAt());
    if (ticket.respondedAt() != null) {
      page.duration(RESPONSE, ticket.openedAt(), ticket.respondedAt() - ticket.openedAt());
    }
    if (ticket.lastSolvedAt() != null) {
      page.duration(RESOLUTION, ticket.lastSolvedAt(), ticket.lastSolvedAt() - ticket.openedAt());
    }
    List<Step> open = new ArrayList<>();
    for (Ticket.Span span : ticket.open()) {
      open.add(new Step(span.from(), 1));
      if (span.until() != null) {
        open.add(new Step(span.until(), 0));
      }
    }
    page.level(Measures.OPEN_TICKETS, "", open);
    ticket.open().stream()
        .skip(1)
        .forEach(reopened -> page.count(Measures.REOPENS, reopened.from()));
    return page.page(context);
  }

  static LedgerPage rating(Rating rating, Days days, Dimensions context) {
    PageWriter page = new PageWriter(days);
    int score = rating.score();
    if (rating.kind() == RatingKind.CSAT) {
      page.count(Measures.CSAT_COUNT, rating.at());
      page.number(Measures.CSAT_SUM, rating.at(), score);
      if (score >= SATISFIED_CSAT) {
        page.count(Measures.CSAT_SATISFIED, rating.at());
      }
    } else if (rating.kind() == RatingKind.NPS) {
      page.count(Measures.NPS_COUNT, rating.at());
      if (score >= PROMOTER_NPS) {
        page.count(Measures.NPS_PROMOTERS, rating.at());
      } else if (score <= DETRACTOR_NPS) {
        page.count(Measures.NPS_DETRACTORS, rating.at());
      }
    }
    return page.page(context);
  }
}
