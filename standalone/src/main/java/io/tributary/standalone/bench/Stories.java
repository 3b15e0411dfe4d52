package io.tributary.standalone.bench;

import io.tributary.event.ActivityKind;
import io.tributary.event.ActivityLogged;
import io.tributary.event.BillingInterval;
import io.tributary.event.CampaignTouched;
import io.tributary.event.CustomerIdentified;
import io.tributary.event.Identifier;
import io.tributary.event.Identifiers;
import io.tributary.event.InvoicePaid;
import io.tributary.event.LeadCaptured;
import io.tributary.event.LeadContacted;
import io.tributary.event.LeadQualified;
import io.tributary.event.Micros;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityKind;
import io.tributary.event.OpportunityLost;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.QualificationLevel;
import io.tributary.event.RatingKind;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SatisfactionRated;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import io.tributary.event.TicketResponded;
import io.tributary.event.TicketSolved;
import io.tributary.event.TouchKind;
import io.tributary.serde.TrustedRecords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/**
 * Made-up customers: each is a visitor, a lead, an opportunity, and mostly a subscriber with
 * invoices and a ticket, in 30 events of three systems within a year or so. The same seed and
 * number make the same customer.
 */
final class Stories {
  /** Events of one customer. */
  static final int EVENTS = 30;

  private static final String[] CHANNELS = {
    "search", "social", "partner", "events", "email", "direct"
  };
  private static final String[] REGIONS = {"EMEA", "AMER", "APAC", "LATAM"};
  private static final String[] SEGMENTS = {"smb", "mid-market", "enterprise"};
  private static final String[] PRODUCTS = {"core", "plus", "pro", "edge", "data"};
  private static final String[] PHASES = {"Qualification", "Proposal", "Negotiation", "Proposal"};
  private static final int OWNERS = 12;
  private static final int INVOICES = 8;
  private static final long DAY_MILLIS = 86_400_000;

  /**
   * The time in which stories happen: it ends today, as metrics have a row for each day to today.
   */
  enum Span {
    /** Three years, as in a backfill. */
    YEARS(700, 12),
    /** The last weeks: few rows, for when time is short. */
    WEEKS(5, 1);

    private final int spreadDays;
    private final int mostDaysBetween;

    /**
     * @param spreadDays within which stories begin
     * @param mostDaysBetween two events of a story
     */
    Span(int spreadDays, int mostDaysBetween) {
      this.spreadDays = spreadDays;
      this.mostDaysBetween = mostDaysBetween;
    }

    static Span of(Effort effort) {
      return effort.isShort() ? WEEKS : YEARS;
    }

    private long firstMillis(LocalDate today) {
      return (today.toEpochDay() - spreadDays - (long) EVENTS * mostDaysBetween) * DAY_MILLIS;
    }
  }

  /** Of what senders add: makes an event as large as a usual one. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "page", "https://www.example.com/product/pricing?plan=pro&seats=25",
          "agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0",
          "session", "5c1f7e3a90b24d86",
          "referrer", "https://search.example.net/results?q=revenue+pipeline+metrics",
          "note",
              "As it came from the system of record, kept with the event and read by nobody yet.",
          "utm", "source=newsletter&medium=email&term=pipeline&content=header");

  static {
    TrustedRecords.trust();
  }

  private final long seed;
  private final String prefix;
  private final Span span;
  private final long firstMillis;

  /**
   * @param prefix of all ids: stories with another prefix are of other customers
   */
  Stories(long seed, String prefix, Span span, LocalDate today) {
    this.seed = seed;
    this.prefix = prefix;
    this.span = span;
    this.firstMillis = span.firstMillis(today);
  }

  /** Stories that end today, UTC. */
  static Stories untilToday(long seed, String prefix, Span span) {
    return new Stories(seed, prefix, span, LocalDate.now(ZoneOffset.UTC));
  }

  /** The events of one customer, in the order in which they occurred. */
  List<RevenueEvent> of(int customer) {
    return new Story(customer).tell();
  }

  private final class Story {
    private final Random random;
    private final String id;
    private final List<RevenueEvent> events = new ArrayList<>(EVENTS);
    private long at;

    Story(int customer) {
      this.random = new Random(seed * 31 + customer);
      this.id = prefix + customer;
      this.at = firstMillis + random.nextInt(span.spreadDays) * DAY_MILLIS;
    }

    List<RevenueEvent> tell() {
      discover();
      boolean won = negotiate();
      if (won) {
        subscribe();
      }
      support();
      while (events.size() < EVENTS) {
        touch("email:" + id + "@example.com");
      }
      return events;
    }

    private void discover() {
      String email = "email:" + id + "@example.com";
      touch("anonymous:" + id);
      touch(email, "anonymous:" + id);
      add("lead.captured", lead(), email, "lead:crm/" + id, "anonymous:" + id);
      add("lead.qualified", qualified(QualificationLevel.MQL), "lead:crm/" + id);
      add("lead.contacted", contacted(), "lead:crm/" + id);
      add("lead.qualified", qualified(QualificationLevel.SQL), email, "lead:crm/" + id);
      add("customer.identified", traits(), "account:crm/" + id, email);
    }

    private boolean negotiate() {
      String account = "account:crm/" + id;
      String opportunity = "opportunity:crm/" + id;
      add("opportunity.opened", opened(), account, opportunity);
      for (String phase : PHASES) {
        add("opportunity.changed", changed(phase), account, opportunity);
      }
      add("activity.logged", activity(1), account);
      add("activity.logged", activity(2), account);
      boolean won = random.nextInt(10) < 7;
      add(won ? "opportunity.won" : "opportunity.lost", outcome(won), account, opportunity);
      return won;
    }

    private void subscribe() {
      String payer = "billing_customer:pay/" + id;
      add(
          "subscription.started",
          SubscriptionStarted.newBuilder()
              .setSubscriptionId(id)
              .setProduct(one(PRODUCTS))
              .setUnitAmountMicros((20 + random.nextInt(80)) * Micros.UNIT)
              .setQuantity(5 + random.nextInt(50))
              .setCurrency("USD")
              .setInterval(BillingInterval.MONTH)
              .setAttributes(ATTRIBUTES)
              .build(),
          payer,
          "email:" + id + "@example.com",
          "subscription:pay/" + id);
      for (int invoice = 0; invoice < INVOICES; invoice++) {
        add("invoice.paid", invoice(invoice), payer, "subscription:pay/" + id);
      }
      add(
          "subscription.changed",
          SubscriptionChanged.newBuilder()
              .setSubscriptionId(id)
              .setQuantity(10L + random.nextInt(60))
              .setAttributes(ATTRIBUTES)
              .build(),
          payer,
          "subscription:pay/" + id);
    }

    private void support() {
      String organization = "organization:desk/" + id;
      String ticket = "ticket:desk/" + id;
      add("ticket.opened", ticket(), organization, "email:" + id + "@example.com", ticket);
      add(
          "ticket.responded",
          TicketResponded.newBuilder().setTicketId(id).setAttributes(ATTRIBUTES).build(),
          organization,
          ticket);
      add(
          "ticket.solved",
          TicketSolved.newBuilder().setTicketId(id).setAttributes(ATTRIBUTES).build(),
          organization,
          ticket);
      add("satisfaction.rated", rating(), organization, ticket);
    }

    private void touch(String... identifiers) {
      add(
          "campaign.touched",
          CampaignTouched.newBuilder()
              .setChannel(one(CHANNELS))
              .setCampaign("campaign-" + random.nextInt(40))
              .setKind(TouchKind.VISIT)
              .setAttributes(ATTRIBUTES)
              .build(),
          identifiers);
    }

    private LeadCaptured lead() {
      return LeadCaptured.newBuilder()
          .setLeadId(id)
          .setChannel(one(CHANNELS))
          .setRegion(one(REGIONS))
          .setSegment(one(SEGMENTS))
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private LeadQualified qualified(QualificationLevel level) {
      return LeadQualified.newBuilder()
          .setLeadId(id)
          .setLevel(level)
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private LeadContacted contacted() {
      return LeadContacted.newBuilder()
          .setLeadId(id)
          .setOwner(owner())
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private CustomerIdentified traits() {
      return CustomerIdentified.newBuilder()
          .setName("Company " + id)
          .setRegion(one(REGIONS))
          .setSegment(one(SEGMENTS))
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private OpportunityOpened opened() {
      return OpportunityOpened.newBuilder()
          .setOpportunityId(id)
          .setStage("Prospecting")
          .setAmountMicros(amount())
          .setCurrency("USD")
          .setOwner(owner())
          .setProduct(one(PRODUCTS))
          .setKind(OpportunityKind.NEW_BUSINESS)
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private OpportunityChanged changed(String phase) {
      return OpportunityChanged.newBuilder()
          .setOpportunityId(id)
          .setStage(phase)
          .setAmountMicros(amount())
          .setCurrency("USD")
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private ActivityLogged activity(int number) {
      return ActivityLogged.newBuilder()
          .setActivityId(id + '-' + number)
          .setKind(ActivityKind.MEETING)
          .setOpportunityId(id)
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private SpecificRecord outcome(boolean won) {
      return won
          ? OpportunityWon.newBuilder()
              .setOpportunityId(id)
              .setAmountMicros(amount())
              .setCurrency("USD")
              .setAttributes(ATTRIBUTES)
              .build()
          : OpportunityLost.newBuilder().setOpportunityId(id).setAttributes(ATTRIBUTES).build();
    }

    private InvoicePaid invoice(int number) {
      return InvoicePaid.newBuilder()
          .setInvoiceId(id + '-' + number)
          .setSubscriptionId(id)
          .setAmountMicros(amount() / 10)
          .setCurrency("USD")
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private TicketOpened ticket() {
      return TicketOpened.newBuilder()
          .setTicketId(id)
          .setPriority(TicketPriority.NORMAL)
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private SatisfactionRated rating() {
      return SatisfactionRated.newBuilder()
          .setRatingId(id)
          .setTicketId(id)
          .setKind(RatingKind.CSAT)
          .setScore(1 + random.nextInt(5))
          .setAttributes(ATTRIBUTES)
          .build();
    }

    private void add(String type, SpecificRecord body, String... identifiers) {
      at += 1 + random.nextInt((int) (span.mostDaysBetween * DAY_MILLIS));
      Instant occurred = Instant.ofEpochMilli(at);
      List<Identifier> parsed = new ArrayList<>(identifiers.length);
      for (String identifier : identifiers) {
        parsed.add(Identifiers.parse(identifier));
      }
      events.add(
          new RevenueEvent(
              id + '-' + events.size(), "bench", "crm", type, occurred, occurred, parsed, body));
    }

    private long amount() {
      return (1_000 + random.nextInt(50_000)) * Micros.UNIT;
    }

    private String owner() {
      return "owner-" + random.nextInt(OWNERS);
    }

    private String one(String[] values) {
      return values[random.nextInt(values.length)];
    }
  }
}
