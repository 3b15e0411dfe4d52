package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.runtime.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  private final MovableClock clock = new MovableClock(NOW);
  private final Backlog backlog = new Backlog(clock, Duration.ofMinutes(5));

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
  void itHasNotBeenWorkedOffWhileCustomersWait() {
    met(Duration.ofMinutes(1));
    clock.advance(Duration.ofSeconds(4));
    WaitingCustomers here = new WaitingCustomers(backlog);
    WaitingCustomers there = new WaitingCustomers(backlog);
    here.add("A");
    here.add("A");
    there.add("B");
    there.add("C");
    there.remove("B");
    there.remove("B");
    assertThat(here.count() + there.count()).isEqualTo(2);
    assertThat(backlog.behindMillis()).isEqualTo(60_000);

    here.remove("A");
    assertThat(backlog.behindMillis()).isEqualTo(60_000);
    there.clear();
    assertThat(backlog.behindMillis()).isZero();
  }

  @Test
  void customersWaitInVainOnlyWhenTheBacklogIsOver() {
    WaitingCustomers waiting = new WaitingCustomers(backlog);
    met(Duration.ofMinutes(1));
    waiting.add("A");
    waiting.add("B");
    assertThat(waiting.inVain(10)).isEmpty();

    clock.advance(Duration.ofSeconds(4));
    assertThat(waiting.inVain(1)).containsExactly("A");
    assertThat(waiting.inVain(10)).containsExactly("A", "B");
  }

  @Test
  void withoutAWaitThereIsNoBacklog() {
    Backlog none = new Backlog(clock, Duration.ZERO);

    assertThat(none.met(NOW.minus(Duration.ofDays(1)).toEpochMilli()))
        .isEqualTo(Backlog.NOT_AT_ALL);
    assertThat(none.isThere()).isFalse();
  }

  private long met(Duration behind) {
    return backlog.met(clock.instant().minus(behind).toEpochMilli());
  }
}
