package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlushPaceTest {
  private static final long START = 1_000_000;
  private static final long MANY = 5_000;

  private final FlushPace pace = new FlushPace(Duration.ofSeconds(1), Duration.ofSeconds(60));

  @Test
  void whatIsCheapGoesOutOncePerInterval() {
    flush(START, 100);
    pace.changed(START + 999);

    assertThat(isDue(START + 999, 0)).isFalse();
    assertThat(isDue(START + 1_000, 0)).isTrue();
  }

  @Test
  void anExpensiveFlushIsFollowedByARestWhileChangesCome() {
    flush(START, 1_000);
    pace.changed(START + 8_500);

    assertThat(isDue(START + 8_999, 0)).isFalse();
    assertThat(isDue(START + 9_000, 0)).isTrue();
  }

  @Test
  void rowsWaitUntilABacklogHasBeenWorkedOff() {
    flush(START, 100);
    pace.changed(START + 30_000);

    assertThat(isDue(START + 34_000, 9_000)).isFalse();
    assertThat(isDue(START + 34_000, 0)).isTrue();
  }

  @Test
  void rowsWaitForTheLastThatABacklogLedTo() {
    pace.changed(START);
    assertThat(isDue(START + 100, 20_000)).isFalse();
    pace.changed(START + 5_000);

    assertThat(isDue(START + 8_999, 0)).isFalse();
    assertThat(isDue(START + 9_000, 0)).as("no more changes came").isTrue();
    pace.changed(START + 20_000);
    assertThat(isDue(START + 20_099, 0)).isFalse();
    assertThat(isDue(START + 20_100, 0)).as("not for ever").isTrue();
  }

  @Test
  void rowsWaitThreeTimesAsLongAsTheEventsAreLateAtMost() {
    flush(START, 100);
    pace.changed(START + 2_000);
    pace.changed(START + 30_000);

    assertThat(isDue(START + 31_999, 10_000)).isFalse();
    assertThat(isDue(START + 32_000, 10_000)).isTrue();
  }

  @Test
  void aBacklogKeepsRowsForTheLongestDelayAtMost() {
    flush(START, 100);
    pace.changed(START + 2_000);
    assertThat(isDue(START + 61_999, 300_000)).isFalse();

    assertThat(isDue(START + 62_000, 300_000)).isTrue();
    pace.worked(500);
    pace.changed(START + 62_100);
    assertThat(isDue(START + 62_200, 300_000)).as("goes on").isTrue();
    pace.rest(START + 62_300);
    pace.changed(START + 62_400);
    assertThat(isDue(START + 90_000, 300_000)).isFalse();
  }

  @Test
  void aFlushThatIsUnderWayWaitsForTheEndOfABacklogThatBegins() {
    flush(START, 100);
    pace.changed(START + 2_000);
    pace.worked(50);

    assertThat(isDue(START + 2_200, 0)).isTrue();
    assertThat(isDue(START + 2_400, 6_000)).isFalse();
    pace.changed(START + 2_500);
    assertThat(isDue(START + 2_600, 0)).isFalse();
    assertThat(isDue(START + 6_500, 0)).isTrue();
  }

  @Test
  void theRestAfterAVeryExpensiveFlushIsEvenLonger() {
    flush(START, 1_500);
    pace.changed(START + 43_400);

    assertThat(isDue(START + 43_499, 0)).isFalse();
    assertThat(isDue(START + 43_500, 0)).isTrue();
  }

  @Test
  void noRestIsLongerThanTheLongestDelay() {
    flush(START, 60_000);
    pace.changed(START + 59_900);

    assertThat(isDue(START + 59_999, 0)).isFalse();
    assertThat(isDue(START + 60_000, 0)).isTrue();
  }

  @Test
  void theRestEndsWhenNoMoreChangesCome() {
    flush(START, 3_000);
    pace.changed(START + 4_000);

    assertThat(isDue(START + 7_999, 0)).isFalse();
    assertThat(isDue(START + 8_000, 0)).isTrue();
  }

  @Test
  void aFlushThatIsUnderWayGoesOnWhateverComes() {
    flush(START, 3_000);
    pace.changed(START + 1_000);
    assertThat(isDue(START + 1_100, 0)).isFalse();

    pace.worked(500);

    assertThat(isDue(START + 1_100, 0)).isTrue();
  }

  @Test
  void yearsOfRowsWaitForMoreChanges() {
    pace.changed(START);

    assertThat(isDue(START + 1_000, 0, MANY)).as("few of them").isTrue();
    assertThat(isDue(START + 1_000, 0, MANY + 1)).isFalse();
    assertThat(isDue(START + 4_000, 0, MANY + 1)).as("no more changes came").isTrue();
    pace.changed(START + 3_500);
    assertThat(isDue(START + 4_000, 0, MANY + 1)).isFalse();
    pace.changed(START + 29_900);
    assertThat(isDue(START + 29_999, 0, MANY + 1)).isFalse();
    assertThat(isDue(START + 30_000, 0, MANY + 1)).as("not for ever").isTrue();
  }

  @Test
  void yearsOfRowsWaitForABackfillThatHasJustBegun() {
    FlushPace patient = new FlushPace(Duration.ofSeconds(1), Duration.ofMinutes(30));
    patient.changed(START);

    patient.behind(START + 299_999, 6_000, MANY + 1);
    assertThat(patient.isDue(START + 299_999)).isFalse();
    patient.behind(START + 299_999, 6_000, MANY);
    assertThat(patient.isDue(START + 299_999)).as("few of them").isTrue();
    patient.behind(START + 300_000, 6_000, MANY + 1);
    assertThat(patient.isDue(START + 300_000)).isTrue();
    patient.behind(START + 300_000, 101_000, MANY + 1);
    assertThat(patient.isDue(START + 300_000)).isFalse();
  }

  private boolean isDue(long now, long behindMillis) {
    return isDue(now, behindMillis, 0);
  }

  private boolean isDue(long now, long behindMillis, long pastRows) {
    pace.behind(now, behindMillis, pastRows);
    return pace.isDue(now);
  }

  private void flush(long now, long workedMillis) {
    pace.changed(now);
    pace.worked(workedMillis);
    pace.rest(now);
  }
}
