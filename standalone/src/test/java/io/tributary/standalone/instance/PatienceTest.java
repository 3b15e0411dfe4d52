package io.tributary.standalone.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Patience patience = new Patience(LIMIT, 0);

  @Test
  void whatGetsLessMayTakeManyTimesAsLong() {
    for (int minute = 0; minute < 300; minute += 25) {
      assertThat(isOver(1_000 - minute, 50_000, minute)).isFalse();
    }
    for (int minute = 300; minute < 600; minute += 25) {
      assertThat(isOver(0, 50_000 - minute, minute)).isFalse();
    }
  }

  @Test
  void whatStandsStillIsOverAfterTheLimit() {
    assertThat(isOver(1_000, 10, 0)).isFalse();
    assertThat(isOver(900, 10, 10)).isFalse();
    assertThat(isOver(900, 10, 40)).isFalse();
    assertThat(isOver(900, 10, 41)).isTrue();
  }

  @Test
  void whatNeverGetsLessThanItOnceWasIsOver() {
    assertThat(isOver(5, 5, 0)).isFalse();
    assertThat(isOver(900, 10, 15)).isFalse();
    assertThat(isOver(5, 5, 29)).isFalse();
    assertThat(isOver(7, 6, 31)).isTrue();
  }

  private boolean isOver(long toProcess, long toWrite, long minute) {
    return patience.isOver(toProcess, toWrite, Duration.ofMinutes(minute).toNanos());
  }
}
