package io.tributary.streams.topology;

import static io.tributary.streams.topology.TopologyFixture.NOW;
import static io.tributary.streams.topology.TopologyFixture.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.event.BillingInterval;
import io.tributary.event.Identifiers;
import io.tributary.event.Micros;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionStarted;
import io.tributary.output.Contribution;
import io.tributary.output.CustomerEvent;
import io.tributary.output.EntityContributions;
import io.tributary.output.EntityFacts;
import io.tributary.output.FactsSent;
import io.tributary.output.HealthFlag;
import io.tributary.output.LifecycleStage;
import io.tributary.output.SubjectAssigned;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleStageTest {
  private static final String ADA = "email:ada@acme.example";

  @TempDir private Path stateDirectory;
  private LifecycleFixture stage;

  @BeforeEach
  void start() {
    stage = new LifecycleFixture(stateDirectory);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void anEventIsShownWrittenIntoTheLedgerAndAddedToItsSlices() {
    stage.send(to("A", event("1", "2026-03-10T00:00:00Z", subscription("100"))));

    assertThat(stage.lifecycles().get("A").getStage()).isEqualTo(LifecycleStage.CUSTOMER);
    assertThat(stage.contributions().get("A|SUBSCRIPTION|crm/S").getContributions())
        .containsExactly(
            new Contribution("mrr", LocalDate.of(2026, 3, 10), "EUR", Micros.parse("100")));
    assertThat(stage.sums())
        .containsEntry("total| mrr 2026-03-10 EUR", Micros.parse("100"))
        .containsEntry("channel|unassigned mrr_new 2026-03-10 EUR", Micros.parse("100"))
        .containsEntry("total| customers 2026-03-10", 1L);
  }

  @Test
  void theSameEventAgainSendsNothing() {
    RevenueEvent event = event("1", "2026-03-10T00:00:00Z", subscription("100"));
    stage.send(to("A", event));
    stage.lifecycles().clear();
    stage.contributions().clear();
    stage.sums().clear();

    stage.send(to("A", event));

    assertThat(stage.lifecycles()).isEmpty();
    assertThat(stage.contributions()).isEmpty();
    assertThat(stage.sums()).isEmpty();
  }

  @Test
  void whatACompanySpendsIsInTheLedgerAndShownOfNobody() {
    SpendRecorded spend =
        SpendRecorded.newBuilder()
            .setSpendId("s1")
            .setCategory(SpendCategory.MARKETING)
            .setChannel("events")
            .setPeriodStart(LocalDate.of(2026, 3, 1))
            .setPeriodEnd(LocalDate.of(2026, 3, 2))
            .setAmountMicros(3)
            .setCurrency("EUR")
            .build();

    stage.send(to("spend", event("1", "2026-03-01T00:00:00Z", spend)));

    assertThat(stage.lifecycles()).isEmpty();
    assertThat(stage.contributions())
        .isEqualTo(
            Map.of(
                "spend|SPEND|crm/s1",
                EntityContributions.newBuilder()
                    .setCustomerId("spend")
                    .setEntityKind("SPEND")
                    .setEntityId("crm/s1")
                    .setChannel("events")
                    .setContributions(
                        List.of(
                            new Contribution(
                                "spend_marketing", LocalDate.of(2026, 3, 1), "EUR", 2L),
                            new Contribution(
                                "spend_marketing", LocalDate.of(2026, 3, 2), "EUR", 1L)))
                    .setUpdatedAt(NOW)
                    .build()));
  }

  @Test
  void aCustomerThatLosesItsLastSubjectIsWithdrawn() {
    stage.send(to("A", event("1", "2026-03-10T00:00:00Z", subscription("100"))));

    stage.send(new CustomerEvent("A", ADA, new SubjectAssigned("B", 1L), 1L));
    assertThat(stage.lifecycles()).isEmpty();
    assertThat(stage.contributions()).isEmpty();
    assertThat(stage.sums()).isEmpty();

    stage.sentToCustomers().forEach(stage::send);
    assertThat(stage.lifecycles()).containsOnlyKeys("B");
    assertThat(stage.contributions())
        .containsOnlyKeys("B|SUBSCRIPTION|crm/S", "B|CUSTOMER|customer");
  }

  @Test
  void factsThatCannotBeReadGoToTheDeadLettersAndTheNextAreRead() {
    stage.send(unreadable("A"));
    stage.send(to("A", event("2", "2026-03-11T00:00:00Z", subscription("50"))));

    assertThat(stage.deadLetters()).isEqualTo(1);
    assertThat(stage.sums()).containsEntry("total| mrr 2026-03-11 EUR", Micros.parse("50"));
  }

  @Test
  void theyTakeNoneOfThoseAlongWithWhichTheyCame() {
    CustomerEvent bad = unreadable("A");

    stage.send(
        List.of(
            to("B", event("2", "2026-03-11T00:00:00Z", subscription("20"))),
            bad,
            to("C", event("3", "2026-03-11T00:00:00Z", subscription("50")))));

    assertThat(stage.sums()).containsEntry("total| mrr 2026-03-11 EUR", Micros.parse("70"));
    assertThat(stage.deadLetters()).isZero();
    List<CustomerEvent> again = stage.sentToCustomers();
    assertThat(again).containsExactly(bad);
    stage.send(again);
    assertThat(stage.deadLetters()).isEqualTo(1);
  }

  @Test
  void factsOfALaterVersionStopTheService() {
    assertThatThrownBy(() -> stage.send(sent("A", (byte) 2, (byte) 0)))
        .hasRootCauseMessage("state of an unknown version: [2]");

    assertThat(stage.deadLetters()).isZero();
  }

  private static CustomerEvent unreadable(String customer) {
    return sent(customer, (byte) 1, (byte) 2);
  }

  private static CustomerEvent sent(String customer, byte... bytes) {
    EntityFacts facts = new EntityFacts("SUBSCRIPTION", "crm/S", ByteBuffer.wrap(bytes));
    return new CustomerEvent(customer, ADA, new FactsSent(NOW, List.of(facts)), 0L);
  }

  @Test
  void aCancellationShowsWhenItTakesEffectWithoutAnEvent() {
    stage.send(to("A", event("1", "2026-03-10T00:00:00Z", subscription("100"))));
    stage.send(to("A", event("2", "2026-03-20T00:00:00Z", cancelled("2026-04-02T00:00:00Z"))));

    assertThat(stage.lifecycles().get("A").getStage()).isEqualTo(LifecycleStage.CUSTOMER);
    assertThat(stage.lifecycles().get("A").getHealth()).containsExactly(HealthFlag.CANCELLING);

    stage.advance(Duration.ofDays(1));
    assertThat(stage.lifecycles().get("A").getStage()).isEqualTo(LifecycleStage.CUSTOMER);
    Map<String, Long> sums = Map.copyOf(stage.sums());

    stage.advance(Duration.ofHours(12));
    assertThat(stage.lifecycles().get("A").getStage()).isEqualTo(LifecycleStage.CHURNED);
    assertThat(stage.lifecycles().get("A").getHealth()).isEmpty();
    assertThat(stage.sums()).as("said in advance").isEqualTo(sums);
  }

  @Test
  void aWithdrawnCancellationWakesNobody() {
    stage.send(to("A", event("1", "2026-03-10T00:00:00Z", subscription("100"))));
    stage.send(to("A", event("2", "2026-03-20T00:00:00Z", cancelled("2026-04-02T00:00:00Z"))));
    stage.send(to("A", event("3", "2026-03-21T00:00:00Z", subscription("100"))));
    stage.lifecycles().clear();

    stage.advance(Duration.ofDays(30));

    assertThat(stage.lifecycles()).isEmpty();
  }

  @Test
  void aClickIsShownAndHasNoPageInTheLedger() {
    stage.send(to("A", click("1", NOW, ADA)));

    assertThat(stage.lifecycles().get("A").getChannel()).isEqualTo("search");
    assertThat(stage.contributions()).isEmpty();
    assertThat(stage.sums()).isEmpty();
  }

  private static CustomerEvent to(String customer, RevenueEvent event) {
    return Told.to(customer, Identifiers.subject(event), event, 0);
  }

  private static RevenueEvent event(String id, String at, SpecificRecord body) {
    return new RevenueEvent(
        id, "crm", "crm", "told", Instant.parse(at), NOW, List.of(Identifiers.parse(ADA)), body);
  }

  private static SubscriptionStarted subscription(String unit) {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId("S")
        .setUnitAmountMicros(Micros.parse(unit))
        .setCurrency("EUR")
        .setInterval(BillingInterval.MONTH)
        .build();
  }

  private static SubscriptionCancelled cancelled(String effective) {
    return new SubscriptionCancelled("S", Instant.parse(effective), true, null, Map.of());
  }
}
