package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.runtime.testing.MovableClock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivityTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MovableClock clock = new MovableClock(TopologyFixture.NOW);
  private final Activity activity = new Activity(clock, 2);
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    other.shutdownNow();
  }

  @Test
  void whoeverNeverDidAnythingRests() {
    assertThat(activity.restsFor(SECOND)).isTrue();
  }

  @Test
  void aThreadRestsFromWhenItHasHadNothingForAMoment() {
    lookAfter(0);
    activity.works();
    lookAfter(99);
    assertThat(activity.restsFor(Duration.ZERO)).isFalse();

    lookAfter(1);
    assertThat(activity.restsFor(Duration.ZERO)).isTrue();
    lookAfter(500);
    lookAfter(499);
    assertThat(activity.restsFor(SECOND)).isFalse();
    lookAfter(1);
    assertThat(activity.restsFor(SECOND)).isTrue();

    activity.works();
    assertThat(activity.restsFor(Duration.ZERO)).isFalse();
  }

  @Test
  void whoDoesNotLookDoesNotRest() {
    lookAfter(0);
    lookAfter(100);
    assertThat(activity.restsFor(Duration.ZERO)).isTrue();

    clock.advance(SECOND);
    assertThat(activity.restsFor(Duration.ZERO)).as("it commits, maybe").isFalse();

    lookAfter(0);
    assertThat(activity.restsFor(Duration.ZERO)).as("there may be much to read now").isFalse();
    lookAfter(100);
    assertThat(activity.restsFor(Duration.ZERO)).isTrue();
    assertThat(activity.restsFor(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void aThreadWithoutTasksRestsForGood() {
    activity.taskCame();
    activity.works();
    activity.taskLeft();

    assertThat(activity.restsFor(Duration.ZERO)).isTrue();
  }

  @Test
  void onlyWhoHasAllTasksIsAlone() {
    activity.taskCame();
    assertThat(activity.isAlone()).isFalse();
    activity.taskCame();
    assertThat(activity.isAlone()).isTrue();
    activity.taskLeft();
    assertThat(activity.isAlone()).isFalse();
  }

  @Test
  void allRestOnlyWhenEachDoes() throws Exception {
    lookAfter(0);
    byOther(activity::looksForWork);
    lookAfter(100);
    assertThat(activity.restsFor(Duration.ZERO)).isFalse();

    byOther(activity::looksForWork);
    assertThat(activity.restsFor(Duration.ZERO)).isTrue();
  }

  @Test
  void aThreadThatHasDiedDoesNothing() throws Exception {
    byOther(activity::works);
    assertThat(activity.restsFor(Duration.ZERO)).isFalse();

    other.shutdown();
    assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

    // The pool has no more tasks a moment before its thread has ended.
    while (!activity.restsFor(Duration.ZERO)) {
      Thread.onSpinWait();
    }
  }

  private void lookAfter(long millis) {
    clock.advance(Duration.ofMillis(millis));
    activity.looksForWork();
  }

  private void byOther(Runnable action) throws Exception {
    other.submit(action).get(10, TimeUnit.SECONDS);
  }
}
