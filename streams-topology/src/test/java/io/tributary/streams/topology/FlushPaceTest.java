package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlushPaceTest {
  private static final long START = 1_000_000;

  private final FlushPace pace = new FlushPace(Duration.ofSeconds(1), Duration.ofSeconds(60));

  @Test
  void whatIsCheapGoesOutOncePerInterval() {
    flush(START, 100);
    pace.changed(START + 999);

    assertThat(pace.isDue(START + 999, false)).isFalse();
    assertThat(pace.isDue(START + 1_000, false)).isTrue();
  }

  @Test
  void anExpensiveFlushIsFollowedByARestWhileChangesCome() {
    flush(START, 1_000);
    pace.changed(START + 8_500);

    assertThat(pace.isDue(START + 8_999, false)).isFalse();
    assertThat(pace.isDue(START + 9_000, false)).isTrue();
  }

  @Test
  void rowsWaitUntilABacklogHasBeenWorkedOff() {
    flush(START, 100);
    pace.changed(START + 30_000);

    assertThat(pace.isDue(START + 33_000, true)).isFalse();
    assertThat(pace.isDue(START + 33_000, false)).isTrue();
  }

  @Test
  void aBacklogKeepsRowsForTheLongestDelayAtMost() {
    flush(START, 100);
    pace.changed(START + 2_000);
    pace.changed(START + 61_000);
    assertThat(pace.isDue(START + 61_999, true)).isFalse();

    assertThat(pace.isDue(START + 62_000, true)).isTrue();
    pace.worked(500);
    pace.changed(START + 62_100);
    assertThat(pace.isDue(START + 62_200, true)).as("goes on").isTrue();
    pace.rest(START + 62_300);
    pace.changed(START + 62_400);
    assertThat(pace.isDue(START + 90_000, true)).isFalse();
  }

  @Test
  void aFlushThatIsUnderWayRestsWhenABacklogBegins() {
    flush(START, 100);
    pace.changed(START + 2_000);
    pace.worked(50);

    assertThat(pace.isDue(START + 2_200, false)).isTrue();
    assertThat(pace.isDue(START + 2_400, true)).isFalse();
    assertThat(pace.isDue(START + 2_600, false)).isTrue();
  }

  @Test
  void noRestIsLongerThanTheLongestDelay() {
    flush(START, 60_000);
    pace.changed(START + 59_900);

    assertThat(pace.isDue(START + 59_999, false)).isFalse();
    assertThat(pace.isDue(START + 60_000, false)).isTrue();
  }

  @Test
  void theRestEndsWhenNoMoreChangesCome() {
    flush(START, 3_000);
    pace.changed(START + 4_000);

    assertThat(pace.isDue(START + 7_999, false)).isFalse();
    assertThat(pace.isDue(START + 8_000, false)).isTrue();
  }

  @Test
  void aFlushThatIsUnderWayGoesOnWhateverComes() {
    flush(START, 3_000);
    pace.changed(START + 1_000);
    assertThat(pace.isDue(START + 1_100, false)).isFalse();

    pace.worked(500);

    assertThat(pace.isDue(START + 1_100, false)).isTrue();
  }

  private void flush(long now, long workedMillis) {
    pace.changed(now);
    pace.worked(workedMillis);
    pace.rest(now);
  }
}
