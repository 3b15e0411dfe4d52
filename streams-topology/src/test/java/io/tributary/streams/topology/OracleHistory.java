package io.tributary.streams.topology;

import io.tributary.event.CampaignTouched;
import io.tributary.event.FxRateSet;
import io.tributary.event.Identifier;
import io.tributary.event.Identifiers;
import io.tributary.event.LeadCaptured;
import io.tributary.event.LeadContacted;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.QuotaSet;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import io.tributary.event.TicketResponded;
import io.tributary.event.TouchKind;
import io.tributary.streams.identity.CustomerIds;
import io.tributary.streams.identity.NaiveAssignment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** A year of a small company: what customers do, and what the company spends and wants to sell. */
final class OracleHistory {
  private static final Instant BEGIN = Instant.parse("2025-06-01T00:00:00Z");
  private static final String[] STAGES = {
    "Prospecting", "Qualification", "proposal ", "Negotiation", "Legal"
  };

  private static final String[] CURRENCIES = {"EUR", "EUR", "USD", "GBP"};
  private static final String[] PAIRS = {
    "USD/EUR", "EUR/USD", "GBP/USD", "EUR/GBP", "GBP/CHF", "CHF/EUR"
  };

  private final Random random;
  private final RandomCompany company;
  private final List<RevenueEvent> events = new ArrayList<>();

  OracleHistory(long seed, int most) {
    random = new Random(seed);
    company = new RandomCompany(seed);
    Set<String> ids = new HashSet<>();
    for (RevenueEvent event : company.events(most)) {
      // An id that says two things has no definition of which one stands.
      if (ids.add(event.getSource() + event.getEventId())) {
        events.add(inThirdCurrency(event));
      }
    }
    for (int i = 0; i < most / 2; i++) {
      more(i);
    }
  }

  /** Of what is not in the reporting currency a part. */
  private RevenueEvent inThirdCurrency(RevenueEvent event) {
    SpecificRecord body = (SpecificRecord) event.getBody();
    var field = body.getSchema().getField("currency");
    if (field != null && "USD".equals(body.get(field.pos())) && random.nextInt(3) == 0) {
      body.put(field.pos(), "GBP");
    }
    return event;
  }

  List<RevenueEvent> arrivals() {
    return company.arrivals(events);
  }

  /** What only the measures of sales and support and of the company as a whole need. */
  private void more(int number) {
    Instant at = BEGIN.plus(Duration.ofMinutes(random.nextInt(365 * 24 * 60)));
    String two = String.valueOf(1 + random.nextInt(2));
    SpecificRecord body =
        switch (random.nextInt(9)) {
          case 0, 1 ->
              CampaignTouched.newBuilder()
                  .setChannel(random.nextBoolean() ? "webinar" : "ads")
                  .setKind(TouchKind.CLICK)
                  .build();
          case 2, 3 ->
              OpportunityChanged.newBuilder()
                  .setOpportunityId("O" + two)
                  .setStage(STAGES[random.nextInt(STAGES.length)])
                  .setExpectedClose(
                      random.nextBoolean()
                          ? LocalDate.of(2025, 7, 1).plusDays(random.nextInt(400))
                          : null)
                  .build();
          case 4 ->
              OpportunityOpened.newBuilder()
                  .setOpportunityId("O" + two)
                  .setStage(STAGES[random.nextInt(STAGES.length)])
                  .setAmountMicros(random.nextInt(5_000_000) * 1_000L)
                  .setCurrency(currency())
                  .build();
          case 5 -> new LeadContacted("L" + two, null, null, random.nextBoolean(), Map.of());
          case 6 -> new TicketResponded("T" + two, null, random.nextBoolean(), Map.of());
          case 7 ->
              TicketOpened.newBuilder()
                  .setTicketId("T" + two)
                  .setPriority(TicketPriority.URGENT)
                  .build();
          default -> LeadCaptured.newBuilder().setLeadId("L" + two).build();
        };
    add("more-" + number, at, new Identifier("account", "A" + random.nextInt(3)), body);
    if (number % 4 == 0) {
      add("spend-" + number, at, new Identifier("opportunity", "spend" + two), spend("s" + two));
      add("rate-" + number, at, new Identifier("opportunity", "fx"), rate());
      add("quota-" + number, at, new Identifier("opportunity", "quota" + two), quota("q" + two));
    }
  }

  private SpecificRecord spend(String id) {
    LocalDate first = LocalDate.of(2025, 6, 1).plusDays(random.nextInt(300));
    return SpendRecorded.newBuilder()
        .setSpendId(id)
        .setCategory(random.nextBoolean() ? SpendCategory.MARKETING : SpendCategory.SALES)
        .setChannel(random.nextBoolean() ? "ads" : null)
        .setPeriodStart(first)
        .setPeriodEnd(first.plusDays(random.nextInt(40)))
        .setAmountMicros(1_000_000L * random.nextInt(100) + 1)
        .setCurrency(currency())
        .build();
  }

  /** Either way round. */
  private SpecificRecord rate() {
    String[] pair = PAIRS[random.nextInt(PAIRS.length)].split("/");
    return new FxRateSet(
        pair[0],
        pair[1],
        LocalDate.of(2025, 9, 1).plusDays(30L * random.nextInt(5)),
        random.nextInt(2) + "." + (100 + random.nextInt(900)),
        Map.of());
  }

  private String currency() {
    return CURRENCIES[random.nextInt(CURRENCIES.length)];
  }

  private SpecificRecord quota(String id) {
    LocalDate first = LocalDate.of(2025, 6, 1).plusMonths(random.nextInt(12));
    return QuotaSet.newBuilder()
        .setQuotaId(id)
        .setOwner("bob")
        .setPeriodStart(first)
        .setPeriodEnd(first.plusMonths(3).minusDays(1))
        .setAmountMicros(1_000_000L * random.nextInt(10) + 1)
        .setCurrency(currency())
        .build();
  }

  private void add(String id, Instant at, Identifier identifier, SpecificRecord body) {
    events.add(
        new RevenueEvent(id, "crm", "crm", "random", at, Instant.EPOCH, List.of(identifier), body));
  }

  /** The events of each customer, when all evidence is known. */
  List<List<RevenueEvent>> byCustomer() {
    NaiveAssignment assigned =
        new NaiveAssignment(
            RandomCompany.evidence(events),
            RandomCompany.KIND_NAMES,
            RandomCompany.LIMITS,
            RandomCompany.BLOCKED,
            RandomCompany.MAX_LINKS);
    Map<String, List<RevenueEvent>> customers = new TreeMap<>();
    for (RevenueEvent event : events) {
      String subject = Identifiers.subject(event);
      customers
          .computeIfAbsent(
              CustomerIds.foundedBy(assigned.founders.getOrDefault(subject, subject)),
              first -> new ArrayList<>())
          .add(event);
    }
    return List.copyOf(customers.values());
  }
}
