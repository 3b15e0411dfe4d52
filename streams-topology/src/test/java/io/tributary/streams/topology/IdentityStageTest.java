package io.tributary.streams.topology;

import static io.tributary.streams.identity.CustomerIds.foundedBy;
import static io.tributary.streams.topology.TopologyFixture.NOW;
import static io.tributary.streams.topology.TopologyFixture.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.ActivityKind;
import io.tributary.event.ActivityLogged;
import io.tributary.event.BillingInterval;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SubscriptionStarted;
import io.tributary.output.CustomerEvent;
import io.tributary.output.IdentityAssignment;
import io.tributary.output.IdentityConflict;
import io.tributary.output.IdentityLink;
import io.tributary.output.SubjectAssigned;
import io.tributary.runtime.testing.MovableClock;
import io.tributary.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityStageTest {
  private static final String ACME = "account:crm/001A";
  private static final String GLOBEX = "account:crm/002B";
  private static final String ADA = "email:ada@acme.example";

  @TempDir private Path stateDirectory;
  private final MovableClock clock = new MovableClock(NOW);
  private final Backlog identity = new Backlog(clock, Duration.ofMinutes(5), 50_000, 1);
  private final Backlog graph = new Backlog(clock, Duration.ofMinutes(5), 50_000, 1);
  private TopologyFixture topology;

  @BeforeEach
  void start() {
    topology =
        new TopologyFixture(
            stateDirectory,
            context -> {
              Topology stages = new Topology();
              IdentityStage.addTo(stages, with(identity, context));
              GraphStage.addTo(stages, with(graph, context));
              return stages;
            });
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Test
  void anIdentifierAloneIsItsOwnCustomerAndNeedsNoAssignment() {
    RevenueEvent event = click("1", NOW, ADA);
    topology.send(event);

    assertThat(customerEvents()).containsExactly(Told.to(foundedBy(ADA), ADA, event, 0));
    assertThat(topology.<IdentityLink>read(Topics.IDENTITY_LINKS)).isEmpty();
    assertThat(topology.<IdentityAssignment>read(Topics.IDENTITY_ASSIGNMENTS)).isEmpty();
  }

  @Test
  void aPersonWhoseAccountBecomesKnownMovesToItAndLaterEventsFollow() {
    RevenueEvent alone = click("1", NOW, ADA);
    RevenueEvent both = click("2", NOW.plusSeconds(60), ACME, ADA);
    RevenueEvent after = click("3", NOW.plusSeconds(120), ADA);
    topology.send(alone);
    topology.send(both);
    topology.send(after);

    String acme = foundedBy(ACME);
    SubjectAssigned assigned = new SubjectAssigned(acme, 1L);
    assertThat(customerEvents())
        .containsExactlyInAnyOrder(
            Told.to(foundedBy(ADA), ADA, alone, 0),
            Told.to(acme, ACME, both, 0),
            Told.to(foundedBy(ADA), ADA, assigned, 1),
            Told.to(acme, ADA, after, 1));
    assertThat(topology.<IdentityLink>read(Topics.IDENTITY_LINKS))
        .containsExactly(
            KeyValue.pair(ACME + " → " + ADA, new IdentityLink(ACME, ADA, NOW.plusSeconds(60))));
    assertThat(topology.<IdentityAssignment>read(Topics.IDENTITY_ASSIGNMENTS))
        .containsExactly(
            KeyValue.pair(ACME, new IdentityAssignment(ACME, acme, 1L, NOW.plusSeconds(60))),
            KeyValue.pair(ADA, new IdentityAssignment(ADA, acme, 1L, NOW.plusSeconds(60))));
  }

  @Test
  void ofAnActivityNothingButItsEvidenceGoesOn() {
    ActivityLogged meeting = new ActivityLogged("A1", ActivityKind.MEETING, null, null, Map.of());
    RevenueEvent event = click("1", NOW, ACME, ADA);
    event.setBody(meeting);

    topology.send(event);

    assertThat(topology.<IdentityLink>read(Topics.IDENTITY_LINKS)).hasSize(1);
    assertThat(customerEvents()).isEmpty();
  }

  @Test
  void evidenceIsReportedWhenItIsNewOrEarlierThanKnown() {
    topology.send(click("1", NOW, ACME, ADA));
    topology.send(click("2", NOW.plusSeconds(1), ACME, ADA));
    topology.send(click("3", NOW, ACME, ADA));
    topology.send(click("4", NOW.minusSeconds(1), ACME, ADA));

    assertThat(topology.<IdentityLink>read(Topics.IDENTITY_LINKS))
        .extracting(link -> link.value.getSeenAt())
        .containsExactly(NOW, NOW.minusSeconds(1));
  }

  @Test
  void aPersonOfASecondAccountIsAConflictAndTheEventStaysWithItsSubject() {
    topology.send(click("1", NOW, ACME, ADA));
    RevenueEvent second = click("2", NOW.plusSeconds(60), GLOBEX, ADA);
    topology.send(second);

    assertThat(topology.<IdentityConflict>read(Topics.IDENTITY_CONFLICTS))
        .containsExactly(
            KeyValue.pair(
                GLOBEX + " → " + ADA,
                new IdentityConflict(
                    GLOBEX,
                    ADA,
                    NOW.plusSeconds(60),
                    foundedBy(GLOBEX),
                    foundedBy(ACME),
                    "limit:account",
                    true)));
    assertThat(customerEvents()).contains(Told.to(foundedBy(GLOBEX), GLOBEX, second, 0));
  }

  @Test
  void anIdentifierThatWasNeverASubjectLeavesNobody() {
    topology.send(click("1", NOW, ACME, ADA));
    topology.send(click("2", NOW.minusSeconds(60), GLOBEX, ADA));

    assertThat(customerEvents()).noneMatch(event -> event.getContent() instanceof SubjectAssigned);
  }

  @Test
  void earlierEvidenceThatArrivesLateMovesThePersonToTheOtherAccount() {
    topology.send(click("1", NOW, ACME, ADA));
    topology.send(click("a", NOW, ADA));
    topology.send(click("2", NOW.minusSeconds(60), GLOBEX, ADA));

    Map<String, IdentityAssignment> assignments = topology.readLatest(Topics.IDENTITY_ASSIGNMENTS);
    assertThat(assignments)
        .containsEntry(
            ADA, new IdentityAssignment(ADA, foundedBy(GLOBEX), 2L, NOW.minusSeconds(60)));
    SubjectAssigned assigned = new SubjectAssigned(foundedBy(GLOBEX), 2L);
    assertThat(customerEvents()).contains(Told.to(foundedBy(ACME), ADA, assigned, 2));
  }

  @Test
  void aKioskCookieThatJoinedAHundredVisitorsPartsThemAtTheNext() {
    String kiosk = "anonymous:kiosk";
    for (int i = 0; i <= 100; i++) {
      topology.send(
          click("k" + i, NOW.plusSeconds(i), "email:visitor%03d@example.com".formatted(i), kiosk));
    }

    Map<String, IdentityAssignment> assignments = topology.readLatest(Topics.IDENTITY_ASSIGNMENTS);
    assertThat(assignments)
        .as("of all visitors, and of the cookie, which founded the group")
        .hasSize(102)
        .containsKey(kiosk)
        .allSatisfy(
            (identifier, assignment) ->
                assertThat(assignment.getCustomerId()).isEqualTo(foundedBy(identifier)));
    Map<String, IdentityConflict> conflicts = topology.readLatest(Topics.IDENTITY_CONFLICTS);
    assertThat(conflicts.values())
        .hasSize(101)
        .extracting(IdentityConflict::getReason)
        .containsOnly("max_links");
  }

  @Test
  void aRecordThatIsNoEventGoesToTheDeadLettersAndTheStreamGoesOn() {
    topology.sendBytes(Topics.SALES_EVENTS, ADA, "no avro".getBytes(StandardCharsets.UTF_8));
    topology.send(Topics.SALES_EVENTS, ACME, click("1", NOW, ADA));
    RevenueEvent good = click("2", NOW, ADA);
    topology.send(good);

    assertThat(topology.deadLetters())
        .hasSize(2)
        .satisfiesExactly(
            unreadable ->
                assertThat(unreadable.value())
                    .isEqualTo("no avro".getBytes(StandardCharsets.UTF_8)),
            misplaced -> assertThat(misplaced.key()).isEqualTo(ACME));
    assertThat(customerEvents()).containsExactly(Told.to(foundedBy(ADA), ADA, good, 0));
  }

  @Test
  void ofAnEventThatNothingCanBeMadeOfNothingIsLearned() {
    SubscriptionStarted impossible =
        SubscriptionStarted.newBuilder()
            .setSubscriptionId("S")
            .setUnitAmountMicros(1L)
            .setCurrency("EUR")
            .setInterval(BillingInterval.MONTH)
            .setIntervalCount(0)
            .build();
    RevenueEvent bad = click("1", NOW, ACME, ADA);
    bad.setBody(impossible);
    topology.send(bad);
    RevenueEvent good = click("2", NOW, ACME);
    topology.send(good);

    assertThat(topology.deadLetters()).hasSize(1);
    assertThat(topology.read(Topics.IDENTITY_ASSIGNMENTS)).isEmpty();
    assertThat(customerEvents()).containsExactly(Told.to(foundedBy(ACME), ACME, good, 0));
  }

  private List<CustomerEvent> customerEvents() {
    return topology.readCustomerEvents(Topics.CUSTOMER_EVENTS);
  }

  /** As long as the graph has not answered, who customers are may still change. */
  @Test
  void evidenceThatIsLateIsABacklog() {
    assertThat(graph.isThere()).isFalse();
    clock.advance(Duration.ofMinutes(1));

    topology.send(
        Topics.IDENTITY_LINKS, GraphStage.linkKey(ACME, ADA), new IdentityLink(ACME, ADA, NOW));

    assertThat(graph.isThere()).isTrue();
  }

  @Test
  void bothStagesAreTasksOfTheInstanceAndAtWorkWhenARecordComes() {
    assertThat(graph.activity().isAlone()).isTrue();
    assertThat(graph.activity().restsFor(Duration.ZERO)).isTrue();
    assertThat(identity.activity().isAlone()).isTrue();
    assertThat(identity.activity().restsFor(Duration.ZERO)).isTrue();

    topology.send(click("1", NOW, ADA, ACME));

    assertThat(graph.activity().restsFor(Duration.ZERO)).isFalse();
    assertThat(identity.activity().restsFor(Duration.ZERO)).isFalse();
    topology.restart();
    graph.activity().taskLeft();
    identity.activity().taskLeft();
    assertThat(graph.activity().isAlone()).as("each was counted once").isFalse();
    assertThat(identity.activity().isAlone()).isFalse();
  }

  @Test
  void soIsWhatTheGraphAssignsLate() {
    assertThat(identity.isThere()).isFalse();
    clock.advance(Duration.ofMinutes(1));

    topology.send(
        Topics.IDENTITY_ASSIGNMENTS, ADA, new IdentityAssignment(ADA, foundedBy(ACME), 1L, NOW));

    assertThat(identity.isThere()).isTrue();
  }

  private static StageContext with(Backlog backlog, StageContext context) {
    return LifecycleFixture.with(context, context.stores(), context.clock(), backlog);
  }
}
