package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.runtime.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final long NEVER = Long.MAX_VALUE;
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  private final MovableClock clock = new MovableClock(NOW);
  private final Backlog backlog = new Backlog(clock, Duration.ofMinutes(5), 50_000, 1);

  @Test
  void anEventOfJustNowMakesNobodyWait() {
    assertThat(met(Duration.ofSeconds(5))).isEqualTo(Backlog.NOT_AT_ALL);
    assertThat(backlog.isThere()).isFalse();
    assertThat(backlog.metWhatFollows()).isEqualTo(Backlog.NOT_AT_ALL);
  }

  @Test
  void whatFollowsFromALateEventIsLaterByNoMoreThanItWas() {
    long tenSecondsFromNow = NOW.plusSeconds(10).toEpochMilli();

    assertThat(met(Duration.ofSeconds(10))).isEqualTo(tenSecondsFromNow);
    assertThat(backlog.metWhatFollows()).isEqualTo(tenSecondsFromNow);
  }

  @Test
  void nobodyWaitsLongerThanTheConfigurationSays() {
    assertThat(met(Duration.ofDays(300))).isEqualTo(NOW.plusSeconds(300).toEpochMilli());
  }

  @Test
  void anEventOfJustNowDoesNotWaitForLateOnes() {
    met(Duration.ofMinutes(1));

    assertThat(met(Duration.ZERO)).isEqualTo(Backlog.NOT_AT_ALL);
    assertThat(backlog.isThere()).isTrue();
  }

  @Test
  void itHasBeenWorkedOffSomeSecondsAfterTheLastLateEvent() {
    met(Duration.ofMinutes(1));
    clock.advance(Duration.ofMillis(3_999));
    assertThat(backlog.isThere()).isTrue();
    assertThat(backlog.behindMillis()).isEqualTo(60_000);

    clock.advance(Duration.ofMillis(1));
    assertThat(backlog.isThere()).isFalse();
    assertThat(backlog.behindMillis()).isZero();
  }

  @Test
  void itHasBeenWorkedOffWhenThereIsNothingElseToDo() {
    backlog.activity().taskCame();
    lookFor(Duration.ZERO);
    met(Duration.ofMinutes(1));
    lookFor(Duration.ofMillis(99));
    assertThat(backlog.isUnderWay()).isTrue();
    lookFor(Duration.ofMillis(1));
    assertThat(backlog.isUnderWay()).as("it may go on").isFalse();
    assertThat(backlog.isThere()).isTrue();

    backlog.activity().works();
    assertThat(backlog.isUnderWay()).isTrue();
    lookFor(Duration.ofMillis(100));
    lookFor(Duration.ofMillis(500));
    lookFor(Duration.ofMillis(499));
    assertThat(backlog.isThere()).isTrue();
    lookFor(Duration.ofMillis(1));
    assertThat(backlog.isThere()).isFalse();

    met(Duration.ZERO);
    assertThat(backlog.isThere()).as("an event of now does not bring it back").isFalse();
  }

  @Test
  void whatIsToDoElsewhereMayComeHere() {
    met(Duration.ofMinutes(1));
    for (int look = 0; look <= 6; look++) {
      lookFor(Duration.ofMillis(500));
    }

    assertThat(backlog.isUnderWay()).as("it may go on").isFalse();
    assertThat(backlog.isThere()).isTrue();
  }

  @Test
  void itHasNotBeenWorkedOffWhileCustomersWait() {
    met(Duration.ofMinutes(1));
    clock.advance(Duration.ofSeconds(4));
    WaitingCustomers here = waiting();
    WaitingCustomers there = waiting();
    here.add("A", NEVER);
    here.add("A", NEVER);
    there.add("B", NEVER);
    there.add("C", NEVER);
    there.remove("B");
    there.remove("B");
    assertThat(here.count() + there.count()).isEqualTo(2);
    assertThat(backlog.behindMillis()).isEqualTo(60_000);

    here.remove("A");
    assertThat(backlog.behindMillis()).isEqualTo(60_000);
    there.leave();
    assertThat(backlog.behindMillis()).isZero();
  }

  @Test
  void customersWaitUntilTheirTimeComesOrTheBacklogIsOver() {
    WaitingCustomers waiting = waiting();
    met(Duration.ofMinutes(1));
    waiting.add("A", 2_000);
    waiting.add("B", 1_000);
    waiting.add("A", 500);
    assertThat(waiting.due(999, 10)).isEmpty();
    assertThat(waiting.due(1_000, 10)).as("the first time counts").containsExactly("B");

    clock.advance(Duration.ofSeconds(4));
    assertThat(waiting.due(400, 1)).containsExactly("A");
    met(Duration.ofMinutes(1));
    assertThat(waiting.due(400, 10)).as("whatever comes then").containsExactly("A", "B");
  }

  @Test
  void withoutAWaitThereIsNoBacklog() {
    Backlog none = new Backlog(clock, Duration.ZERO, 50_000, 1);

    assertThat(none.met(NOW.minus(Duration.ofDays(1)).toEpochMilli()))
        .isEqualTo(Backlog.NOT_AT_ALL);
    assertThat(none.isThere()).isFalse();
  }

  private WaitingCustomers waiting() {
    KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("waiting").get();
    return new WaitingCustomers(backlog, new WaitingList(store, () -> 0, 50_000));
  }

  private void lookFor(Duration time) {
    clock.advance(time);
    backlog.look();
  }

  private long met(Duration behind) {
    backlog.activity().works();
    return backlog.met(clock.instant().minus(behind).toEpochMilli());
  }
}
