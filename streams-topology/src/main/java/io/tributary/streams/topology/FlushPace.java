package io.tributary.streams.topology;

import java.time.Duration;

/**
 * When rows go out. Ordinarily once per interval; after an expensive flush the next one waits
 * several times as long as that one took, so that a backfill, whose every second would rewrite
 * years of rows, spends most of its time on the events. When no more changes come, there is nothing
 * to wait for.
 */
final class FlushPace {
  private static final int REST_PER_WORK = 9;

  /** Only a backfill makes a flush last that long: most of its rows will be others soon. */
  private static final long LONG_WORK_MILLIS = 1_000;

  private static final int REST_PER_LONG_WORK = 29;

  /** So long without a change: what there was to catch up with has been. */
  private static final long QUIET_MILLIS = 4_000;

  private final long intervalMillis;
  private final long maxDelayMillis;
  private long nextAt;
  private long latestAt;
  private long changedAt;
  private long workedMillis;

  FlushPace(Duration interval, Duration maxDelay) {
    this.intervalMillis = interval.toMillis();
    this.maxDelayMillis = Math.max(maxDelay.toMillis(), intervalMillis);
  }

  boolean isDue(long nowMillis) {
    boolean isUnderWay = workedMillis > 0;
    boolean isQuiet = nowMillis >= nextAt && nowMillis - changedAt >= QUIET_MILLIS;
    return isUnderWay || isQuiet || nowMillis >= latestAt;
  }

  /** There are more changes. */
  void changed(long nowMillis) {
    changedAt = nowMillis;
  }

  /** A part of a flush was done, and there is more to do: it goes on at the next occasion. */
  void worked(long millis) {
    workedMillis += millis;
  }

  /** Everything went out. */
  void rest(long nowMillis) {
    long restPerWork = workedMillis > LONG_WORK_MILLIS ? REST_PER_LONG_WORK : REST_PER_WORK;
    nextAt = nowMillis + intervalMillis;
    latestAt =
        nowMillis + Math.min(maxDelayMillis, Math.max(intervalMillis, restPerWork * workedMillis));
    workedMillis = 0;
  }
}
