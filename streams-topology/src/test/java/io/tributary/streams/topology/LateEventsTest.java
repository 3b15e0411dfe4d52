package io.tributary.streams.topology;

import static io.tributary.streams.topology.TopologyFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.Identifiers;
import io.tributary.event.Micros;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SubscriptionStarted;
import io.tributary.output.CustomerEvent;
import io.tributary.output.SubjectAssigned;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While a backlog is worked off, customers wait for more of their events. */
class LateEventsTest {
  private static final String ADA = "email:ada@acme.example";
  private static final Duration WAITED_IN_VAIN = Duration.ofSeconds(6);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path stateDirectory;
  private LifecycleFixture stage;

  @BeforeEach
  void start() {
    stage = new LifecycleFixture(stateDirectory, Duration.ofMinutes(5));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void nothingFollowsFromLateEventsUntilNoMoreOfThemCome() {
    IntStream.range(0, 3).forEach(number -> stage.send(to("A", late("e" + number))));
    assertNothingWasSent();

    stage.advance(WAITED_IN_VAIN);

    assertThat(stage.settlements("A")).isEqualTo(1);
    assertThat(stage.lifecycles()).containsOnlyKeys("A");
    assertThat(stage.sums()).isEqualTo(sumsWithoutWaiting());
  }

  @Test
  void aRecordIsWorkThatOthersWaitFor() {
    assertThat(stage.isAtWork()).isFalse();

    stage.send(to("A", late("1")));

    assertThat(stage.isAtWork()).isTrue();
  }

  private Object sumsWithoutWaiting() {
    try (LifecycleFixture hasty = new LifecycleFixture(stateDirectory.resolve("hasty"))) {
      IntStream.range(0, 3).forEach(number -> hasty.send(to("A", late("e" + number))));
      assertThat(hasty.settlements("A")).isEqualTo(3);
      return hasty.sums();
    }
  }

  @Test
  void aCustomerWaitsNoLongerThanItsFirstEventWasLateHoweverManyFollow() {
    stage.send(to("A", late("first")));
    for (int second = 1; second < MINUTE.toSeconds(); second++) {
      stage.advance(Duration.ofSeconds(1));
      stage.send(to("A", late("e" + second)));
      assertNothingWasSent();
    }

    stage.advance(Duration.ofSeconds(2));

    assertThat(stage.lifecycles()).containsOnlyKeys("A");
  }

  @Test
  void anEventOfJustNowSettlesWhatWaited() {
    stage.send(to("A", late("1")));
    stage.send(to("B", late("2")));

    stage.send(to("A", event("3", NOW)));

    assertThat(stage.lifecycles()).containsOnlyKeys("A");
    assertThat(stage.sums()).isNotEmpty();
  }

  @Test
  void whoWaitsIsRememberedInACrash() {
    stage.send(to("A", late("1")));
    stage.send(to("A", late("2")));

    stage.restart();
    assertNothingWasSent();
    stage.advance(WAITED_IN_VAIN);

    assertThat(stage.lifecycles()).containsOnlyKeys("A");
    assertThat(stage.contributions())
        .containsOnlyKeys("A|SUBSCRIPTION|crm/1", "A|SUBSCRIPTION|crm/2", "A|CUSTOMER|customer");
  }

  @Test
  void whoIsGoneBeforeItsTimeWasNeverThere() {
    stage.send(to("A", late("1")));

    stage.send(new CustomerEvent("A", ADA, new SubjectAssigned("B", 1L), 1L));
    stage.sentToCustomers().forEach(stage::send);
    stage.advance(WAITED_IN_VAIN);

    assertThat(stage.settlements("A")).isZero();
    assertThat(stage.settlements("B")).isEqualTo(1);
    assertThat(stage.lifecycles()).containsOnlyKeys("B");
  }

  @Test
  void whatWasSentIsTakenBackWhenASubjectLeavesWhileItsCustomerWaits() {
    stage.send(to("A", event("1", NOW)));
    assertThat(stage.contributions()).isNotEmpty();
    stage.send(to("C", late("2")));

    stage.send(new CustomerEvent("A", ADA, new SubjectAssigned("B", 1L), 1L));
    List<CustomerEvent> moved = stage.sentToCustomers();
    assertThat(stage.lifecycles()).containsOnlyKeys("A");
    stage.restart();
    moved.forEach(stage::send);
    stage.advance(WAITED_IN_VAIN);

    assertThat(stage.lifecycles()).containsOnlyKeys("B", "C");
    assertThat(stage.contributions().keySet()).noneMatch(key -> key.startsWith("A|"));
  }

  @Test
  void whoHasNothingInTheLedgerIsWithdrawnAfterACrashAsWell() {
    RevenueEvent click = TopologyFixture.click("1", NOW, ADA);
    stage.send(to("A", click));
    assertThat(stage.lifecycles()).containsOnlyKeys("A");
    stage.send(to("C", late("2")));
    stage.send(new CustomerEvent("A", ADA, new SubjectAssigned("B", 1L), 1L));
    assertThat(stage.lifecycles()).containsOnlyKeys("A");

    stage.restart();
    stage.advance(WAITED_IN_VAIN);

    assertThat(stage.lifecycles()).containsOnlyKeys("C");
  }

  private void assertNothingWasSent() {
    assertThat(stage.lifecycles()).isEmpty();
    assertThat(stage.contributions()).isEmpty();
    assertThat(stage.sums()).isEmpty();
  }

  private static CustomerEvent to(String customer, RevenueEvent event) {
    return Told.to(customer, ADA, event, 0);
  }

  /** A subscription that was told of a minute ago. */
  private RevenueEvent late(String id) {
    return event(id, stage.now().minus(MINUTE));
  }

  private static RevenueEvent event(String id, Instant receivedAt) {
    return new RevenueEvent(
        id,
        "crm",
        "crm",
        "subscription.started",
        NOW.minus(10, ChronoUnit.DAYS),
        receivedAt,
        List.of(Identifiers.parse(ADA)),
        SubscriptionStarted.newBuilder()
            .setSubscriptionId(id)
            .setUnitAmountMicros(Micros.parse("100"))
            .setCurrency("EUR")
            .setInterval(BillingInterval.MONTH)
            .build());
  }
}
