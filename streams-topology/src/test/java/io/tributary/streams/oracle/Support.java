package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;

/** What a customer's tickets and ratings add to the flows. */
final class Support {
  private final Company company;
  private final Buyer buyer;

  Support(Company company, Buyer buyer) {
    this.company = company;
    this.buyer = buyer;
  }

  void add() {
    buyer.tickets.values().forEach(this::ticket);
    buyer.ratings.values().forEach(this::rating);
  }

  private void ticket(Told ticket) {
    Slot slot = buyer.slot();
    long opened = Buyer.openedAt(ticket);
    company.count("tickets_opened", opened, slot);
    ticket.of("TicketResponded").events().stream()
        .filter(event -> !(Boolean) Told.field(event, "automated"))
        .findFirst()
        .ifPresent(
            event ->
                company.duration(
                    "first_response",
                    "first_response_ms",
                    "first_responses",
                    opened,
                    Math.max(0, Told.at(event) - opened),
                    slot));
    Told solved = ticket.of("TicketSolved");
    if (!solved.isEmpty()) {
      long at = Math.max(opened, solved.lastAt());
      company.duration("resolution", "resolution_ms", "tickets_solved", at, at - opened, slot);
    }
    boolean open = true;
    for (RevenueEvent event : ticket.events()) {
      if (Told.kind(event).equals("TicketSolved")) {
        open = false;
      } else if (Told.kind(event).equals("TicketReopened") && !open) {
        open = true;
        company.count("reopens", Math.max(opened, Told.at(event)), slot);
      }
    }
  }

  private void rating(Told rating) {
    RevenueEvent stands = rating.events().get(rating.events().size() - 1);
    int score = ((Number) Told.field(stands, "score")).intValue();
    long at = Told.at(stands);
    Slot slot = buyer.slot();
    switch (Told.field(stands, "kind").toString()) {
      case "CSAT" -> {
        company.count("csat_count", at, slot);
        company.flow("csat_sum", at, "", score, slot);
        company.flow("csat_satisfied", at, "", score >= 4 ? 1 : 0, slot);
      }
      case "NPS" -> {
        company.count("nps_count", at, slot);
        company.flow("nps_promoters", at, "", score >= 9 ? 1 : 0, slot);
        company.flow("nps_detractors", at, "", score <= 6 ? 1 : 0, slot);
      }
      default -> {}
    }
  }
}
