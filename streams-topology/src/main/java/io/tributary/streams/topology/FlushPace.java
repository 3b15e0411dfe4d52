package io.tributary.streams.topology;

import java.time.Duration;

/**
 * When rows go out. Ordinarily once per interval; after an expensive flush the next one waits
 * several times as long as that one took, so that a backfill, whose every second would rewrite
 * years of rows, spends most of its time on the events.
 */
final class FlushPace {
  private static final int REST_PER_WORK = 4;

  private final long intervalMillis;
  private final long maxDelayMillis;
  private long nextAt = Long.MIN_VALUE;
  private long workedMillis;

  FlushPace(Duration interval, Duration maxDelay) {
    this.intervalMillis = interval.toMillis();
    this.maxDelayMillis = Math.max(maxDelay.toMillis(), intervalMillis);
  }

  boolean isDue(long nowMillis) {
    return nowMillis >= nextAt;
  }

  /** A part of a flush was done, and there is more to do: it goes on at the next occasion. */
  void worked(long millis) {
    workedMillis += millis;
  }

  /** Everything went out. */
  void rest(long nowMillis) {
    long delay = Math.min(maxDelayMillis, Math.max(intervalMillis, REST_PER_WORK * workedMillis));
    nextAt = nowMillis + delay;
    workedMillis = 0;
  }
}
