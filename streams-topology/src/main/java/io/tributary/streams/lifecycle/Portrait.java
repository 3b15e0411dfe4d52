package io.tributary.streams.lifecycle;

import io.tributary.event.RatingKind;
import io.tributary.event.TicketPriority;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.HealthFlag;
import io.tributary.output.Money;
import io.tributary.output.StageEntry;
import io.tributary.output.Touch;
import io.tributary.streams.lifecycle.Opportunity.Moment;
import io.tributary.streams.lifecycle.Opportunity.Outcome;
import io.tributary.streams.lifecycle.Subscription.Step;
import io.tributary.streams.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The state of a customer at a time, as it is shown to others. */
final class Portrait {
  private static final Duration TICKET_PATIENCE = Duration.ofDays(3);
  private static final Duration RATING_MEMORY = Duration.ofDays(90);

  private final Policy policy;
  private final Map<EntityRef, Folded> entities;
  private final long now;

  Portrait(Policy policy, Map<EntityRef, Folded> entities, Instant now) {
    this.policy = policy;
    this.entities = entities;
    this.now = now.toEpochMilli();
  }

  /** What the customer's facts know beyond what they are folded to. */
  record Frame(
      String customerId,
      List<String> subjects,
      long firstSeen,
      long lastSeen,
      long version,
      Dimensions context) {}

  CustomerLifecycle of(Frame frame) {
    List<StageEntry> stages =
        StageHistory.of(policy.customerSince(), entities.values(), frame.firstSeen(), now);
    StageEntry current = stages.get(stages.size() - 1);
    Traits traits = all(Traits.class).findFirst().orElse(Traits.NONE);
    Optional<Touches> touches = all(Touches.class).findFirst();
    Optional<Rating> rating = lastRating(null);
    return CustomerLifecycle.newBuilder()
        .setCustomerId(frame.customerId())
        .setStage(current.getStage())
        .setStageEnteredAt(current.getEnteredAt())
        .setStages(stages)
        .setMrr(mrr())
        .setLifetimeRevenue(lifetimeRevenue())
        .setOpenPipeline(openPipeline())
        .setOpenOpportunities((int) openMoments().count())
        .setOpenTickets(
            (int) all(Ticket.class).filter(ticket -> ticket.openSince() != null).count())
        .setLastRatingKind(rating.map(Rating::kind).orElse(null))
        .setLastRatingScore(rating.map(Rating::score).orElse(null))
        .setLastRatingAt(rating.map(last -> Instant.ofEpochMilli(last.at())).orElse(null))
        .setFirstTouch(touches.map(Touches::first).orElse(null))
        .setLastTouch(touches.map(Touches::last).orElse(null))
        .setHealth(health())
        .setName(traits.name())
        .setIndustry(traits.industry())
        .setEmployees(traits.employees())
        .setChannel(frame.context().channel())
        .setCampaign(campaign())
        .setRegion(frame.context().region())
        .setSegment(frame.context().segment())
        .setOwner(frame.context().owner())
        .setProduct(frame.context().product())
        .setIdentifiers(frame.subjects())
        .setFirstSeen(Instant.ofEpochMilli(frame.firstSeen()))
        .setLastSeen(Instant.ofEpochMilli(frame.lastSeen()))
        .setVersion(frame.version())
        .setUpdatedAt(Instant.ofEpochMilli(now))
        .build();
  }

  private String campaign() {
    return Context.firstTouch(entities)
        .map(Touch::getCampaign)
        .or(() -> Context.firstLead(entities).map(Lead::campaign))
        .orElse(null);
  }

  private List<Money> mrr() {
    Map<String, Long> sums = new TreeMap<>();
    all(Subscription.class)
        .map(this::stepNow)
        .filter(Objects::nonNull)
        .forEach(step -> sums.merge(step.currency(), step.mrrMicros(), Math::addExact));
    return money(sums);
  }

  private Step stepNow(Subscription subscription) {
    Step current = null;
    for (Step step : subscription.steps()) {
      if (step.at() <= now) {
        current = step;
      }
    }
    return current;
  }

  private List<Money> lifetimeRevenue() {
    Map<String, Long> sums = new TreeMap<>();
    all(Invoice.class)
        .filter(invoice -> invoice.paidAt() != null)
        .forEach(invoice -> sums.merge(invoice.currency(), invoice.amountMicros(), Math::addExact));
    all(Refund.class)
        .forEach(refund -> sums.merge(refund.currency(), -refund.amountMicros(), Math::addExact));
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
                    Math::addExact));
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

  private List<HealthFlag> health() {
    List<HealthFlag> flags = new ArrayList<>();
    if (paymentFailed()) {
      flags.add(HealthFlag.PAYMENT_FAILED);
    }
    if (all(Ticket.class).anyMatch(this::waitsTooLong)) {
      flags.add(HealthFlag.TICKETS_OPEN);
    }
    if (unhappy(RatingKind.CSAT, 2) || unhappy(RatingKind.NPS, 6)) {
      flags.add(HealthFlag.UNHAPPY);
    }
    if (all(Subscription.class).anyMatch(this::cancelling)) {
      flags.add(HealthFlag.CANCELLING);
    }
    return flags;
  }

  private boolean paymentFailed() {
    Collection<Invoice> invoices = all(Invoice.class).toList();
    long failed = latest(invoices.stream().map(Invoice::failedAt));
    long paid = latest(invoices.stream().map(Invoice::paidAt));
    return failed > paid;
  }

  private static long latest(Stream<Long> times) {
    return times.filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
  }

  private boolean waitsTooLong(Ticket ticket) {
    boolean pressing =
        ticket.priority() == TicketPriority.HIGH || ticket.priority() == TicketPriority.URGENT;
    return pressing
        && ticket.openSince() != null
        && now - ticket.openSince() > TICKET_PATIENCE.toMillis();
  }

  private boolean unhappy(RatingKind kind, int most) {
    return lastRating(kind)
        .filter(rating -> rating.score() <= most)
        .filter(rating -> now - rating.at() <= RATING_MEMORY.toMillis())
        .isPresent();
  }

  private Optional<Rating> lastRating(RatingKind kind) {
    return all(Rating.class)
        .filter(rating -> kind == null || rating.kind() == kind)
        .max(Comparator.comparingLong(Rating::at));
  }

  private boolean cancelling(Subscription subscription) {
    Step current = stepNow(subscription);
    return subscription.cancelsAt() != null
        && subscription.cancelsAt() > now
        && current != null
        && current.mrrMicros() > 0;
  }

  private <T extends Folded> Stream<T> all(Class<T> kind) {
    return entities.values().stream().filter(kind::isInstance).map(kind::cast);
  }
}
