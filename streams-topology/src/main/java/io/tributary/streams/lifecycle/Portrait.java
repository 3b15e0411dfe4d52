package io.tributary.streams.lifecycle;

import io.tributary.output.CustomerLifecycle;
import io.tributary.output.Money;
import io.tributary.output.StageEntry;
import io.tributary.output.Touch;
import io.tributary.state.Fact;
import io.tributary.streams.lifecycle.Opportunity.Moment;
import io.tributary.streams.lifecycle.Opportunity.Outcome;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The state of a customer at a time, as it is shown to others. */
final class Portrait {
  private final Policy policy;
  private final FoldedEntities entities;
  private final StageHistory history;
  private final Health health;
  private final long now;

  Portrait(
      Policy policy, FoldedEntities entities, StageHistory history, Health health, Instant now) {
    this.policy = policy;
    this.entities = entities;
    this.history = history;
    this.health = health;
    this.now = now.toEpochMilli();
  }

  /**
   * What the customer's facts know beyond what they are folded to.
   *
   * @param mostStages that are shown
   */
  record Frame(
      String customerId,
      List<String> subjects,
      long firstSeen,
      long lastSeen,
      long version,
      int mostStages,
      Dimensions context) {

    /**
     * @return empty when nothing is left that is shown
     */
    static Optional<Frame> of(
        String customerId,
        Entities entities,
        long version,
        CustomerLimits limits,
        Dimensions context) {
      boolean nobody = true;
      long firstSeen = Long.MAX_VALUE;
      long lastSeen = Long.MIN_VALUE;
      for (EntityRef reference : entities.folded().keySet()) {
        List<Fact> facts = entities.get(reference).facts();
        firstSeen = Math.min(firstSeen, facts.get(0).getOccurredAt());
        lastSeen = Math.max(lastSeen, facts.get(facts.size() - 1).getOccurredAt());
        nobody &= reference.kind().companyWide();
      }
      return nobody
          ? Optional.empty()
          : Optional.of(
              new Frame(
                  customerId,
                  entities.subjects(limits.shownSubjects()),
                  firstSeen,
                  lastSeen,
                  version,
                  limits.shownStages(),
                  context));
    }
  }

  CustomerLifecycle of(Frame frame) {
    List<StageEntry> stages = history.entries(frame.firstSeen(), now);
    StageEntry current = stages.get(stages.size() - 1);
    Traits traits = entities.first(Traits.class).orElse(Traits.NONE);
    Optional<Touches> touches = entities.first(Touches.class);
    Optional<Rating> rating = health.lastRating();
    CustomerLifecycle shown = new CustomerLifecycle();
    shown.setCustomerId(frame.customerId());
    shown.setStage(current.getStage());
    shown.setStageEnteredAt(current.getEnteredAt());
    shown.setStages(Facts.thinned(stages, frame.mostStages()));
    shown.setMrr(mrr());
    shown.setLifetimeRevenue(lifetimeRevenue());
    shown.setOpenPipeline(openPipeline());
    shown.setOpenOpportunities((int) openMoments().count());
    shown.setOpenTickets(
        (int) all(Ticket.class).filter(ticket -> ticket.openSince() != null).count());
    shown.setLastRatingKind(rating.map(Rating::kind).orElse(null));
    shown.setLastRatingScore(rating.map(Rating::score).orElse(null));
    shown.setLastRatingAt(rating.map(last -> Instant.ofEpochMilli(last.at())).orElse(null));
    shown.setFirstTouch(touches.map(Touches::first).orElse(null));
    shown.setLastTouch(touches.map(Touches::last).orElse(null));
    shown.setHealth(health.flagsAt(now));
    shown.setName(traits.name());
    shown.setIndustry(traits.industry());
    shown.setEmployees(traits.employees());
    shown.setChannel(frame.context().channel());
    shown.setCampaign(campaign());
    shown.setRegion(frame.context().region());
    shown.setSegment(frame.context().segment());
    shown.setOwner(frame.context().owner());
    shown.setProduct(frame.context().product());
    shown.setIdentifiers(frame.subjects());
    shown.setFirstSeen(Instant.ofEpochMilli(frame.firstSeen()));
    shown.setLastSeen(Instant.ofEpochMilli(frame.lastSeen()));
    shown.setVersion(frame.version());
    shown.setUpdatedAt(Instant.ofEpochMilli(now));
    return shown;
  }

  private String campaign() {
    // Of the same origin as the channel: a campaign of the lead does not belong to a touch's
    // channel.
    Optional<Touch> touch = Context.firstTouch(entities);
    return touch.isPresent()
        ? touch.get().getCampaign()
        : Context.firstLead(entities).map(Lead::campaign).orElse(null);
  }

  private List<Money> mrr() {
    Map<String, Long> sums = new TreeMap<>();
    all(Subscription.class)
        .flatMap(subscription -> subscription.stepAt(now).stream())
        .forEach(step -> sums.merge(step.currency(), step.mrrMicros(), Long::sum));
    return money(sums);
  }

  private List<Money> lifetimeRevenue() {
    Map<String, Long> sums = new TreeMap<>();
    all(Invoice.class)
        .filter(invoice -> invoice.paidAt() != null)
        .forEach(invoice -> sums.merge(invoice.currency(), invoice.amountMicros(), Long::sum));
    all(Refund.class)
        .forEach(refund -> sums.merge(refund.currency(), -refund.amountMicros(), Long::sum));
    return money(sums);
  }

  private List<Money> openPipeline() {
    Map<String, Long> sums = new TreeMap<>();
    openMoments()
        .filter(moment -> moment.amountMicros() != null)
        .forEach(
            moment ->
                sums.merge(
                    moment.currency() == null ? policy.currency() : moment.currency(),
                    moment.amountMicros(),
                    Long::sum));
    return money(sums);
  }

  private Stream<Moment> openMoments() {
    return all(Opportunity.class)
        .map(Opportunity::latest)
        .filter(moment -> moment.outcome() == Outcome.OPEN);
  }

  private static List<Money> money(Map<String, Long> sums) {
    List<Money> money = new ArrayList<>();
    sums.forEach(
        (currency, micros) -> {
          if (micros != 0) {
            money.add(new Money(currency, micros));
          }
        });
    return money;
  }

  private <T extends Folded> Stream<T> all(Class<T> kind) {
    return entities.all(kind).stream();
  }
}
