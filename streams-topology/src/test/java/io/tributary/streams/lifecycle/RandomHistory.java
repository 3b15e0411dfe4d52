package io.tributary.streams.lifecycle;

import io.tributary.event.BillingInterval;
import io.tributary.event.CampaignTouched;
import io.tributary.event.CustomerIdentified;
import io.tributary.event.Identifier;
import io.tributary.event.InvoicePaid;
import io.tributary.event.InvoicePaymentFailed;
import io.tributary.event.LeadCaptured;
import io.tributary.event.LeadContacted;
import io.tributary.event.LeadDisqualified;
import io.tributary.event.LeadQualified;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityLost;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.QualificationLevel;
import io.tributary.event.RatingKind;
import io.tributary.event.RefundIssued;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SatisfactionRated;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionPaused;
import io.tributary.event.SubscriptionResumed;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import io.tributary.event.TicketReopened;
import io.tributary.event.TicketSolved;
import io.tributary.event.TouchKind;
import io.tributary.serde.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/**
 * What might happen to one customer within a year: few entities, so that much happens to each, with
 * events at the same time, ids that are used twice, and several subjects.
 */
public final class RandomHistory {
  private static final Instant BEGIN = Instant.parse("2025-06-01T00:00:00Z");
  private static final Map<String, String> NO_ATTRIBUTES = Map.of();

  static {
    TrustedRecords.trust();
  }

  private final Random random;

  public RandomHistory(long seed) {
    this.random = new Random(seed);
  }

  /** Up to so many events, of subjects {@code account:crm/0} and so on. */
  public List<RevenueEvent> events(int most, int subjects) {
    List<RevenueEvent> events = new ArrayList<>();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      boolean repeatsId = i > 0 && random.nextInt(20) == 0;
      String id = "evt-" + (repeatsId ? random.nextInt(i) : i);
      Instant at = time(365);
      events.add(
          new RevenueEvent(
              id,
              random.nextInt(4) == 0 ? "import" : "crm",
              "crm",
              "random",
              at,
              Instant.EPOCH,
              List.of(new Identifier("account", "crm/" + random.nextInt(subjects))),
              body(at)));
    }
    return events;
  }

  /** The same events in another order, some of them more than once. */
  public List<RevenueEvent> arrivals(List<RevenueEvent> events) {
    List<RevenueEvent> arrivals = new ArrayList<>(events);
    for (int i = 0; i < events.size() / 3; i++) {
      arrivals.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(arrivals, random);
    return arrivals;
  }

  private SpecificRecord body(Instant at) {
    return switch (random.nextInt(20)) {
      case 0 ->
          new CampaignTouched(
              one("email", "ads"), maybe("spring"), TouchKind.CLICK, null, NO_ATTRIBUTES);
      case 1 ->
          new CustomerIdentified(
              maybe("Acme"), maybe("EU"), maybe("SMB"), null, null, maybe("ada"), NO_ATTRIBUTES);
      case 2 ->
          new LeadCaptured(
              one("L1", "L2"),
              maybe("events"),
              maybe("fair"),
              null,
              maybe("US"),
              maybe("ENT"),
              maybe("base"),
              NO_ATTRIBUTES);
      case 3 ->
          new LeadQualified(
              one("L1", "L2"),
              random.nextBoolean() ? QualificationLevel.MQL : QualificationLevel.SQL,
              null,
              NO_ATTRIBUTES);
      case 4 ->
          random.nextBoolean()
              ? new LeadDisqualified(one("L1", "L2"), null, NO_ATTRIBUTES)
              : new LeadContacted(one("L1", "L2"), null, null, false, NO_ATTRIBUTES);
      case 5 ->
          OpportunityOpened.newBuilder()
              .setOpportunityId(one("O1", "O2"))
              .setAmountMicros(amount())
              .setCurrency(currency())
              .setOwner(maybe("bob"))
              .setStage(maybe("Proposal"))
              .setProduct(maybe("pro"))
              .build();
      case 6, 7 ->
          OpportunityChanged.newBuilder()
              .setOpportunityId(one("O1", "O2"))
              .setStage(maybe(one("Negotiation", "Closed Won")))
              .setAmountMicros(random.nextBoolean() ? amount() : null)
              .setRegion(maybe("EU"))
              .setProbabilityMicros(random.nextBoolean() ? 300_000L : null)
              .build();
      case 8 ->
          new OpportunityWon(
              one("O1", "O2"), random.nextBoolean() ? amount() : null, null, NO_ATTRIBUTES);
      case 9 -> new OpportunityLost(one("O1", "O2"), null, NO_ATTRIBUTES);
      case 10, 11 -> started(at);
      case 12, 13 ->
          SubscriptionChanged.newBuilder()
              .setSubscriptionId(one("S1", "S2"))
              .setUnitAmountMicros(random.nextBoolean() ? amount() : null)
              .setQuantity((long) random.nextInt(4))
              .setCurrency(random.nextInt(5) == 0 ? currency() : null)
              .build();
      case 14 ->
          new SubscriptionCancelled(
              one("S1", "S2"),
              random.nextBoolean() ? at.plus(days(90) - 30, ChronoUnit.DAYS) : null,
              true,
              null,
              NO_ATTRIBUTES);
      case 15 ->
          random.nextBoolean()
              ? new SubscriptionPaused(one("S1", "S2"), NO_ATTRIBUTES)
              : new SubscriptionResumed(one("S1", "S2"), NO_ATTRIBUTES);
      case 16 -> new InvoicePaid(one("I1", "I2"), null, amount(), currency(), null, NO_ATTRIBUTES);
      case 17 ->
          random.nextBoolean()
              ? new RefundIssued(one("R1", "R2"), null, amount(), currency(), NO_ATTRIBUTES)
              : new InvoicePaymentFailed(one("I1", "I2"), null, null, null, null, NO_ATTRIBUTES);
      case 18 -> ticket();
      default ->
          new SatisfactionRated(
              one("X1", "X2"),
              null,
              one(RatingKind.CSAT, RatingKind.NPS),
              1 + random.nextInt(5),
              null,
              NO_ATTRIBUTES);
    };
  }

  private SpecificRecord started(Instant at) {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId(one("S1", "S2"))
        .setUnitAmountMicros(amount())
        .setCurrency(currency())
        .setInterval(
            one(
                one(BillingInterval.DAY, BillingInterval.WEEK),
                one(BillingInterval.MONTH, BillingInterval.YEAR)))
        .setIntervalCount(1 + random.nextInt(3))
        .setDiscountPercentMicros(random.nextInt(3) == 0 ? 12_500_000L : null)
        .setDiscountEndsAt(random.nextInt(3) == 0 ? at.plus(Duration.ofDays(days(100))) : null)
        .setTrialEndsAt(random.nextInt(3) == 0 ? at.plus(Duration.ofDays(days(30))) : null)
        .setProduct(maybe("base"))
        .build();
  }

  private SpecificRecord ticket() {
    return switch (random.nextInt(3)) {
      case 0 ->
          new TicketOpened(
              one("T1", "T2"),
              one(TicketPriority.LOW, TicketPriority.URGENT),
              null,
              null,
              null,
              NO_ATTRIBUTES);
      case 1 -> new TicketSolved(one("T1", "T2"), null, NO_ATTRIBUTES);
      default -> new TicketReopened(one("T1", "T2"), null, NO_ATTRIBUTES);
    };
  }

  /** Whole half days, so that some events are at the same time. */
  private Instant time(int within) {
    return BEGIN.plus(Duration.ofHours(12L * random.nextInt(2 * within)));
  }

  private int days(int most) {
    return random.nextInt(most);
  }

  private long amount() {
    return 1_000_000L * random.nextInt(5) + random.nextInt(3) * 333_333L;
  }

  private String currency() {
    return random.nextInt(4) == 0 ? "USD" : "EUR";
  }

  private String maybe(String value) {
    return random.nextBoolean() ? value : null;
  }

  private <T> T one(T first, T second) {
    return random.nextBoolean() ? first : second;
  }
}
