package io.tributary.streams.topology;

import java.time.Duration;

/**
 * When rows go out. Ordinarily once per interval; after an expensive flush the next one waits
 * several times as long as that one took. While a backlog is worked off, whose every second would
 * rewrite years of rows, they wait until that is done, or for the longest delay. When no more
 * changes come, there is nothing to wait for.
 */
final class FlushPace {
  private static final int REST_PER_WORK = 9;

  /** So long without a change: what there was to catch up with has been. */
  private static final long QUIET_MILLIS = 4_000;

  private final long intervalMillis;
  private final long maxDelayMillis;
  private long nextAt;
  private long restedAt;
  private long latestAt = Long.MAX_VALUE;
  private long changedAt;
  private long workedMillis;

  FlushPace(Duration interval, Duration maxDelay) {
    this.intervalMillis = interval.toMillis();
    this.maxDelayMillis = Math.max(maxDelay.toMillis(), intervalMillis);
  }

  /**
   * Whether it is time for a flush, or for the next part of it.
   *
   * @param isBehind whether a backlog is being worked off
   */
  boolean isDue(long nowMillis, boolean isBehind) {
    if (nowMillis >= latestAt) {
      return true;
    }
    boolean isUnderWay = workedMillis > 0;
    boolean isQuiet = nowMillis >= nextAt && nowMillis - changedAt >= QUIET_MILLIS;
    return !isBehind && (isUnderWay || isQuiet || nowMillis >= restedAt);
  }

  /** There are more changes. */
  void changed(long nowMillis) {
    changedAt = nowMillis;
    latestAt = Math.min(latestAt, nowMillis + maxDelayMillis);
  }

  /** A part of a flush was done, and there is more to do: it goes on at the next occasion. */
  void worked(long millis) {
    workedMillis += millis;
  }

  /** Everything went out. */
  void rest(long nowMillis) {
    nextAt = nowMillis + intervalMillis;
    restedAt =
        nowMillis
            + Math.min(maxDelayMillis, Math.max(intervalMillis, REST_PER_WORK * workedMillis));
    latestAt = Long.MAX_VALUE;
    workedMillis = 0;
  }
}
