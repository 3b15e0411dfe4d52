package io.tributary.streams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How often is committed. Kafka Streams by itself does so as often as suits a backlog; while there
 * is none, or nothing else to do, the stages ask for it as often as results are to become visible.
 */
public final class CommitInterval {
  private final Duration interval;
  private final Backlog backlog;

  /** After so long another commit is asked for: tasks are woken a little early or late. */
  private final long leastMillis;

  /** When a task last asked. What one asks for, its thread does for all of its tasks. */
  private final ThreadLocal<Long> askedAt = ThreadLocal.withInitial(() -> 0L);

  public CommitInterval(Duration interval, Backlog backlog) {
    this.interval = interval;
    this.backlog = backlog;
    this.leastMillis = interval.toMillis() * 9 / 10;
  }

  /** To be called by the init of each stage's processor. */
  void keep(ProcessorContext<?, ?> context) {
    context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> ask(now, context::commit));
  }

  /** Asks for a commit, if it is time for one. */
  void ask(long nowMillis, Runnable commit) {
    backlog.look();
    if (!backlog.isUnderWay() && nowMillis - askedAt.get() >= leastMillis) {
      askedAt.set(nowMillis);
      commit.run();
    }
  }
}
