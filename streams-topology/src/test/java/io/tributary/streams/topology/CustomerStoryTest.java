package io.tributary.streams.topology;

import static io.tributary.streams.identity.CustomerIds.foundedBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.CampaignTouched;
import io.tributary.event.Identifier;
import io.tributary.event.Identifiers;
import io.tributary.event.LeadCaptured;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import io.tributary.event.TouchKind;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.EntityContributions;
import io.tributary.output.IdentityConflict;
import io.tributary.output.LifecycleStage;
import io.tributary.output.SliceChange;
import io.tributary.output.StageEntry;
import io.tributary.streams.lifecycle.ChangedSums;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People, accounts and what becomes of them, from the event topics to what is shown. */
class CustomerStoryTest {
  private static final String COOKIE = "anonymous:cookie-1";
  private static final String ADA = "email:ada@acme.example";
  private static final String ACME = "account:crm/001A";
  private static final String GLOBEX = "account:crm/002B";
  private static final String STRIPE = "billing_customer:stripe/cus_9";
  private static final String DESK = "organization:desk/361";

  @TempDir private Path folder;

  private final Map<String, CustomerLifecycle> lifecycles = new TreeMap<>();
  private final Map<String, EntityContributions> contributions = new TreeMap<>();
  private final Map<String, IdentityConflict> conflicts = new TreeMap<>();
  private final Map<String, Long> sums = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void aVisitorWhoBecomesALeadAContactAPayerAndARequesterIsOneCustomerInAnyOrder(long seed) {
    List<RevenueEvent> events =
        new ArrayList<>(
            List.of(
                event("2026-01-01", touch("search"), COOKIE),
                event("2026-01-05", touch("email"), ADA, COOKIE),
                event("2026-01-06", lead(), ADA, "lead:crm/L"),
                event("2026-01-10", opened(), ACME, ADA, "opportunity:crm/O"),
                event("2026-02-01", won(), "opportunity:crm/O"),
                event("2026-02-02", subscribed(), STRIPE, ADA, "subscription:stripe/S"),
                event("2026-02-20", ticket(), DESK, ADA, "ticket:desk/T")));
    // Seed 0 tells it as it happened; the others in any order.
    if (seed > 0) {
      Collections.shuffle(events, new Random(seed));
    }

    tell(events);

    String customer = foundedBy(COOKIE);
    assertThat(lifecycles).containsOnlyKeys(customer);
    CustomerLifecycle shown = lifecycles.get(customer);
    assertThat(shown.getStage()).isEqualTo(LifecycleStage.CUSTOMER);
    assertThat(shown.getChannel()).isEqualTo("search");
    assertThat(shown.getStages())
        .extracting(StageEntry::getStage)
        .containsExactly(
            LifecycleStage.VISITOR,
            LifecycleStage.LEAD,
            LifecycleStage.OPPORTUNITY,
            LifecycleStage.CUSTOMER);
    assertThat(contributions.keySet())
        .containsExactlyInAnyOrder(
            customer + "|CUSTOMER|customer",
            customer + "|LEAD|crm/L",
            customer + "|OPPORTUNITY|crm/O",
            customer + "|SUBSCRIPTION|stripe/S",
            customer + "|TICKET|crm/T");
    assertThat(sums)
        .as("the visit that came first is what won the customer")
        .containsEntry("channel|search new_customers 2026-02-01", 1L)
        .containsEntry("total| new_customers 2026-02-01", 1L)
        .containsEntry("total| customers 2026-02-01", 1L);
    assertThat(conflicts).isEmpty();
  }

  @Test
  void aConsultantOfTwoAccountsDoesNotMergeThem() {
    tell(consultant());

    assertThat(conflicts.get(GLOBEX + " → " + ADA).getReason()).isEqualTo("limit:account");
    assertThat(lifecycles.values())
        .extracting(CustomerLifecycle::getIdentifiers)
        .containsExactlyInAnyOrder(List.of(ACME, ADA), List.of(GLOBEX));
    assertThat(sums)
        .containsEntry("channel|search leads 2026-01-11", 1L)
        .doesNotContainKey("channel|events leads 2026-01-11");
  }

  @Test
  void anEarlierLinkThatArrivesLateMovesTheConsultantAndTheFigures() {
    List<RevenueEvent> events = new ArrayList<>(consultant());
    events.add(event("2026-01-02", touch("events"), GLOBEX, ADA));

    tell(events);

    assertThat(lifecycles.values())
        .extracting(CustomerLifecycle::getIdentifiers)
        .containsExactlyInAnyOrder(List.of(ACME), List.of(GLOBEX, ADA));
    assertThat(sums)
        .containsEntry("channel|events leads 2026-01-11", 1L)
        .doesNotContainKey("channel|search leads 2026-01-11");
    assertThat(conflicts.get(GLOBEX + " → " + ADA).getStanding()).isFalse();
    assertThat(conflicts.get(ACME + " → " + ADA).getStanding()).isTrue();
  }

  /** A lead of an account that came by search, seen with another account that came by an event. */
  private static List<RevenueEvent> consultant() {
    return List.of(
        event("2026-01-10", touch("search"), ACME, ADA),
        event("2026-01-11", lead(), ADA),
        event("2026-01-20", touch("events"), GLOBEX, ADA));
  }

  private void tell(List<RevenueEvent> events) {
    try (TopologyFixture topology =
        new TopologyFixture(
            folder,
            context -> {
              Topology stages = new Topology();
              IdentityStage.addTo(stages, context);
              GraphStage.addTo(stages, context);
              io.tributary.streams.topology.LifecycleStage.addTo(stages, context);
              return stages;
            })) {
      events.forEach(topology::send);
      topology
          .<CustomerLifecycle>read(Topics.CUSTOMER_LIFECYCLE)
          .forEach(record -> keep(lifecycles, record));
      topology
          .<EntityContributions>read(Topics.CONTRIBUTIONS)
          .forEach(record -> keep(contributions, record));
      topology
          .<IdentityConflict>read(Topics.IDENTITY_CONFLICTS)
          .forEach(record -> keep(conflicts, record));
      topology
          .<SliceChange>read(Topics.SLICE_CHANGES)
          .forEach(record -> ChangedSums.add(record.value, sums));
    }
  }

  private static <T> void keep(Map<String, T> latest, KeyValue<String, T> record) {
    if (record.value == null) {
      latest.remove(record.key);
    } else {
      latest.put(record.key, record.value);
    }
  }

  private static RevenueEvent event(String day, SpecificRecord body, String... identifiers) {
    return event(Instant.parse(day + "T12:00:00Z"), body, identifiers);
  }

  private static RevenueEvent event(Instant at, SpecificRecord body, String... identifiers) {
    List<Identifier> who = Stream.of(identifiers).map(Identifiers::parse).toList();
    String namespace = body instanceof SubscriptionStarted ? "stripe" : "crm";
    String id = at + body.getClass().getSimpleName();
    return new RevenueEvent(id, namespace, namespace, "told", at, at, who, body);
  }

  private static CampaignTouched touch(String channel) {
    return CampaignTouched.newBuilder().setChannel(channel).setKind(TouchKind.CLICK).build();
  }

  private static LeadCaptured lead() {
    return LeadCaptured.newBuilder().setLeadId("L").build();
  }

  private static OpportunityOpened opened() {
    return OpportunityOpened.newBuilder().setOpportunityId("O").build();
  }

  private static OpportunityWon won() {
    return OpportunityWon.newBuilder().setOpportunityId("O").build();
  }

  private static SubscriptionStarted subscribed() {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId("S")
        .setUnitAmountMicros(100_000_000L)
        .setCurrency("EUR")
        .setInterval(BillingInterval.MONTH)
        .build();
  }

  private static TicketOpened ticket() {
    return TicketOpened.newBuilder().setTicketId("T").setPriority(TicketPriority.LOW).build();
  }
}
