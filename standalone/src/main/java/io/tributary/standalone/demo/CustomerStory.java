package io.tributary.standalone.demo;

import java.time.Instant;
import java.util.Optional;

/** Everything that happens to one prospect, from the first visit to the last ticket. */
final class CustomerStory {
  private final Prospect prospect;
  private final Span span;
  private final Journal journal;
  private final Dice dice;

  CustomerStory(Prospect prospect, Span span, Journal journal, Dice dice) {
    this.prospect = prospect;
    this.span = span;
    this.journal = journal;
    this.dice = dice;
  }

  /** Says how it stands with them in the end. */
  Standing tell() {
    MarketingStory marketing = new MarketingStory(prospect, journal, dice);
    Instant capturedAt = marketing.becomeLead();
    Optional<Instant> openedAt = new LeadStory(prospect, journal, dice).qualify(capturedAt);
    marketing.keepInTouch(capturedAt, dice.count(openedAt.isPresent() ? 3.5 : 1));
    if (openedAt.isEmpty() || !journal.reaches(openedAt.get())) {
      return Standing.LEAD;
    }
    OpportunityStory opportunity = new OpportunityStory(prospect, journal, dice);
    Optional<Deal> deal = opportunity.pursue(openedAt.get());
    if (deal.isEmpty() || !journal.reaches(deal.get().wonAt())) {
      return opportunity.isOpenAtEnd() ? Standing.OPPORTUNITY : Standing.LEAD;
    }
    return become(deal.get());
  }

  /** Who was a customer before the days that are told of: only billing knows how it came. */
  Standing tellOfOldCustomer() {
    return become(Deal.asked(prospect, dice).wonAt(prospect.arrivedAt()));
  }

  private Standing become(Deal deal) {
    Instant left = new BillingStory(prospect, span, journal, dice).subscribe(deal);
    new SupportStory(prospect, span, journal, dice).tell(deal.wonAt(), left, deal.seats());
    return journal.reaches(left) ? Standing.CHURNED : Standing.CUSTOMER;
  }
}
