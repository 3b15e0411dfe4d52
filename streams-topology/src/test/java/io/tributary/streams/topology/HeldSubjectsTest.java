package io.tributary.streams.topology;

import static io.tributary.streams.identity.CustomerIds.foundedBy;
import static io.tributary.streams.topology.TopologyFixture.NOW;
import static io.tributary.streams.topology.TopologyFixture.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.IdentityAssignment;
import io.tributary.output.SubjectAssigned;
import io.tributary.runtime.testing.MovableClock;
import io.tributary.state.WaitingNames;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The identity stage alone: when the graph answers is for the test to say. */
class HeldSubjectsTest {
  private static final String ADA = "email:ada@acme.example";
  private static final String COOKIE = "anonymous:c1";
  private static final String SOMEBODY = foundedBy(COOKIE);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  @TempDir private Path stateDirectory;

  /** A minute later than events are accepted. */
  private final MovableClock clock = new MovableClock(NOW.plusSeconds(60));

  private final StateCodec<WaitingNames> names = new StateCodec<>(WaitingNames.class);
  private TopologyFixture topology;

  @BeforeEach
  void start() {
    topology =
        new TopologyFixture(
            stateDirectory,
            context -> {
              Topology stage = new Topology();
              Backlog backlog = new Backlog(clock, LONGEST_WAIT, 50_000, 1);
              IdentityStage.addTo(
                  stage, LifecycleFixture.with(context, TopologyFixture.IN_MEMORY, clock, backlog));
              return stage;
            });
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Test
  void lateEventsWaitUntilItIsKnownWhoseTheyAreAndMakeNobodyElse() {
    RevenueEvent first = click("1", NOW, ADA, COOKIE);
    RevenueEvent second = click("2", NOW.plusSeconds(1), ADA);
    topology.send(first);
    topology.send(second);
    assertThat(sent()).isEmpty();

    answer(SOMEBODY, 1);
    RevenueEvent third = click("3", NOW.plusSeconds(2), ADA);
    topology.send(third);
    whileLateEventsCome(Duration.ofMillis(9_999));
    assertThat(sent()).as("for a moment more").isEmpty();
    whileLateEventsCome(Duration.ofSeconds(1));

    assertThat(sent())
        .containsExactly(to(SOMEBODY, first, 1), to(SOMEBODY, second, 1), to(SOMEBODY, third, 1));
  }

  @Test
  void whatTheGraphSaysLastCounts() {
    RevenueEvent event = click("1", NOW, ADA, COOKIE);
    topology.send(event);
    answer(foundedBy("account:a1"), 1);
    answer(SOMEBODY, 2);
    advance(Duration.ofSeconds(4));

    assertThat(sent()).containsExactly(to(SOMEBODY, event, 2));
  }

  @Test
  void whoeverIsAssignedElsewhereLaterLeavesThoseWhoGotWhatWasHeld() {
    topology.send(click("1", NOW, ADA, COOKIE));
    answer(SOMEBODY, 1);
    advance(Duration.ofSeconds(4));
    assertThat(sent()).hasSize(1);

    answer(foundedBy(ADA), 2);

    assertThat(sent()).containsExactly(to(SOMEBODY, new SubjectAssigned(foundedBy(ADA), 2L), 2));
  }

  @Test
  void anEventThatSaysNothingOfOthersWaitsForWhatTheySay() {
    RevenueEvent alone = click("1", NOW, ADA);
    topology.send(alone);
    topology.send(click("2", NOW, COOKIE, COOKIE));
    assertThat(sent()).isEmpty();
    assertThat(topology.<SpecificRecord>read(Topics.IDENTITY_LINKS)).isEmpty();

    answer(SOMEBODY, 1);
    whileLateEventsCome(Duration.ofSeconds(11));

    assertThat(sent()).containsExactly(to(SOMEBODY, alone, 1));
    assertThat(held()).as("the cookie and who came meanwhile").isGreaterThan(1);
  }

  @Test
  void anEventOfNowWaitsInABacklogOnly() {
    RevenueEvent ofNow = click("1", clock.instant(), COOKIE);
    topology.send(ofNow);
    assertThat(sent()).containsExactly(Told.to(SOMEBODY, COOKIE, ofNow, 0));

    topology.send(click("2", NOW, COOKIE));
    topology.send(click("3", clock.instant(), ADA, COOKIE));

    assertThat(sent()).as("of whom something was sent before").hasSize(1);
    assertThat(held()).isEqualTo(1);
  }

  @Test
  void ofOneSubjectNotAnyNumberOfEventsIsHeld() {
    List<CustomerEvent> expected = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      assertThat(sent()).isEmpty();
      RevenueEvent event = click("e" + i, NOW, ADA, COOKIE);
      expected.add(to(foundedBy(ADA), event, 0));
      topology.send(event);
    }

    assertThat(sent()).isEqualTo(expected);
    assertThat(held()).isZero();
  }

  @Test
  void afterTheBacklogNobodyIsHeldWhetherThereWasARestartOrNot() {
    RevenueEvent before = click("1", NOW, ADA, COOKIE);
    topology.send(before);
    topology.restart();
    RevenueEvent after = click("2", NOW, ADA, COOKIE);
    topology.send(after);
    advance(Duration.ofSeconds(3));
    assertThat(sent()).isEmpty();

    advance(Duration.ofSeconds(2));

    String alone = foundedBy(ADA);
    assertThat(sent()).containsExactly(to(alone, before, 0), to(alone, after, 0));
    answer(SOMEBODY, 1);
    assertThat(sent()).containsExactly(to(alone, new SubjectAssigned(SOMEBODY, 1L), 1));
  }

  @Test
  void anAnswerThatIsLongInComingIsNotWaitedForAsLongAsTheBacklogLasts() {
    RevenueEvent event = click("1", NOW, ADA, COOKIE);
    topology.send(event);
    for (int i = 0; i < LONGEST_WAIT.toSeconds() - 1; i++) {
      advance(Duration.ofSeconds(1));
      topology.send(click("other" + i, NOW, "email:other" + i + "@acme.example"));
    }
    assertThat(sent()).noneMatch(sent -> sent.getSubject().equals(ADA));

    advance(Duration.ofSeconds(1));

    assertThat(sent()).containsExactly(to(foundedBy(ADA), event, 0));
  }

  private void answer(String customer, long generation) {
    topology.send(
        Topics.IDENTITY_ASSIGNMENTS, ADA, new IdentityAssignment(ADA, customer, generation, NOW));
  }

  /** Of others: the backlog goes on. */
  private void whileLateEventsCome(Duration time) {
    for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minusSeconds(1)) {
      topology.send(click("late", NOW, "email:late" + clock.millis() + "@acme.example"));
      advance(left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1));
    }
  }

  private void advance(Duration time) {
    clock.advance(time);
    topology.advance(time);
  }

  private static CustomerEvent to(String customer, SpecificRecord content, long generation) {
    return Told.to(customer, ADA, content, generation);
  }

  private List<CustomerEvent> sent() {
    return topology.readCustomerEvents(Topics.CUSTOMER_EVENTS);
  }

  private long held() {
    return topology.rows(Names.SUBJECTS_STORE).stream()
        .filter(row -> row.key.get()[0] == 'W')
        .mapToLong(row -> names.decode(row.value).getNames().size())
        .sum();
  }
}
