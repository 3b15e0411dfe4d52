package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.runtime.testing.MovableClock;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitIntervalTest {
  private final MovableClock clock = new MovableClock(TopologyFixture.NOW);
  private final Backlog backlog = new Backlog(clock, Duration.ofMinutes(5), 50_000, 0);
  private final CommitInterval interval = new CommitInterval(Duration.ofMillis(100), backlog);
  private int commits;

  @Test
  void whicheverOfAThreadsTasksAsksThereIsACommitPerInterval() {
    ask(1_000);
    ask(1_030);
    ask(1_089);
    assertThat(commits).isEqualTo(1);

    ask(1_098);
    assertThat(commits).as("a little early").isEqualTo(2);
  }

  @Test
  void everyThreadHasCommitsOfItsOwn() throws InterruptedException {
    ask(1_000);
    Thread other = new Thread(() -> ask(1_010));
    other.start();
    other.join();

    assertThat(commits).isEqualTo(2);
  }

  @Test
  void inABacklogNobodyAsks() {
    backlog.met(clock.millis() - 60_000);
    backlog.activity().works();
    ask(1_000);
    assertThat(commits).isZero();

    clock.advance(Duration.ofMillis(100));
    ask(1_100);
    assertThat(commits).as("when there is nothing else to do").isEqualTo(1);

    backlog.met(clock.millis() - 60_000);
    backlog.activity().works();
    ask(1_200);
    assertThat(commits).isEqualTo(1);
  }

  @Test
  void aProcessorThatKeepsItAsksByItself() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();

    interval.keep(context);

    var schedule = context.scheduledPunctuators().get(0);
    assertThat(schedule.getInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(schedule.getType()).isEqualTo(PunctuationType.WALL_CLOCK_TIME);
    schedule.getPunctuator().punctuate(1_000);
    assertThat(context.committed()).isTrue();
  }

  private void ask(long nowMillis) {
    interval.ask(nowMillis, () -> commits++);
  }
}
