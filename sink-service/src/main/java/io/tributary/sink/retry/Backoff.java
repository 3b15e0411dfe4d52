package io.tributary.sink.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * How long to leave something alone that has failed: twice as long each time, up to a limit, and by
 * a random part more, so that many that fail together do not come back together. For one thread.
 */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final LongSupplier nanoTime;
  private Duration step = Duration.ZERO;
  private long pauseNanos;
  private long failedAt;

  /**
   * @param nanoTime a clock that never goes back
   */
  public Backoff(Duration first, Duration longest, LongSupplier nanoTime) {
    this.first = first;
    this.longest = longest;
    this.nanoTime = nanoTime;
  }

  /** It failed again. */
  public void failed() {
    Duration doubled = step.isZero() ? first : step.multipliedBy(2);
    step = doubled.compareTo(longest) < 0 ? doubled : longest;
    pauseNanos = step.toNanos() + ThreadLocalRandom.current().nextLong(step.toNanos() / 4 + 1);
    failedAt = nanoTime.getAsLong();
  }

  public void succeeded() {
    step = Duration.ZERO;
    pauseNanos = 0;
  }

  /** Whether it is still to be left alone. */
  public boolean isWaiting() {
    return nanoTime.getAsLong() - failedAt < pauseNanos;
  }
}
