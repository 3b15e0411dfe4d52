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

    assertThat(pace.isDue(START + 999)).isFalse();
    assertThat(pace.isDue(START + 1_000)).isTrue();
  }

  @Test
  void anExpensiveFlushIsFollowedByARestWhileChangesCome() {
    flush(START, 1_000);
    pace.changed(START + 8_500);

    assertThat(pace.isDue(START + 8_999)).isFalse();
    assertThat(pace.isDue(START + 9_000)).isTrue();
  }

  @Test
  void theRestAfterAVeryExpensiveFlushIsEvenLonger() {
    flush(START, 1_500);
    pace.changed(START + 43_400);

    assertThat(pace.isDue(START + 43_499)).isFalse();
    assertThat(pace.isDue(START + 43_500)).isTrue();
  }

  @Test
  void noRestIsLongerThanTheLongestDelay() {
    flush(START, 60_000);
    pace.changed(START + 59_900);

    assertThat(pace.isDue(START + 59_999)).isFalse();
    assertThat(pace.isDue(START + 60_000)).isTrue();
  }

  @Test
  void theRestEndsWhenNoMoreChangesCome() {
    flush(START, 3_000);
    pace.changed(START + 4_000);

    assertThat(pace.isDue(START + 7_999)).isFalse();
    assertThat(pace.isDue(START + 8_000)).isTrue();
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
