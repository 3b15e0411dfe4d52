package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlushPaceTest {
  private static final long START = 1_000_000;

  private final FlushPace pace = new FlushPace(Duration.ofSeconds(1), Duration.ofSeconds(30));

  @Test
  void whatIsCheapGoesOutOncePerInterval() {
    flush(START, 100);
    pace.changed(START + 999);

    assertThat(pace.isDue(START + 999)).isFalse();
    assertThat(pace.isDue(START + 1_000)).isTrue();
  }

  @Test
  void anExpensiveFlushIsFollowedByARestWhileChangesCome() {
    flush(START, 3_000);
    pace.changed(START + 26_500);

    assertThat(pace.isDue(START + 26_999)).isFalse();
    assertThat(pace.isDue(START + 27_000)).isTrue();
  }

  @Test
  void noRestIsLongerThanTheLongestDelay() {
    flush(START, 60_000);
    pace.changed(START + 29_900);

    assertThat(pace.isDue(START + 29_999)).isFalse();
    assertThat(pace.isDue(START + 30_000)).isTrue();
  }

  @Test
  void theRestEndsWhenNoMoreChangesCome() {
    flush(START, 3_000);
    pace.changed(START + 4_000);

    assertThat(pace.isDue(START + 5_999)).isFalse();
    assertThat(pace.isDue(START + 6_000)).isTrue();
  }

  @Test
  void aFlushThatIsUnderWayGoesOnWhateverComes() {
    flush(START, 3_000);
    pace.changed(START + 1_000);
    assertThat(pace.isDue(START + 1_100)).isFalse();

    pace.worked(500);

    assertThat(pace.isDue(START + 1_100)).isTrue();
  }

  private void flush(long now, long workedMillis) {
    pace.changed(now);
    pace.worked(workedMillis);
    pace.rest(now);
  }
}
