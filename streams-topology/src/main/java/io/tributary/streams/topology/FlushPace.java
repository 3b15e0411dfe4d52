package io.tributary.streams.topology;

import java.time.Duration;

/**
 * When rows go out. Ordinarily once per interval; after an expensive flush the next one waits
 * several times as long as that one took. While a backlog is worked off, whose every second would
 * rewrite years of rows, they wait for its end, or some times as long as the events are late. When
 * no more changes come, there is nothing to wait for.
 */
final class FlushPace {
  private static final int REST_PER_WORK = 9;

  /** Whoever changes years of rows will mostly change them again. */
  private static final long LONG_WORK_MILLIS = 1_000;

  private static final int REST_PER_LONG_WORK = 29;

  /**
   * Much for a backfill, whose events become later while it is under way; little enough for whoever
   * is behind all the time, or has clocks that differ by seconds.
   */
  private static final int WAIT_PER_LATENESS = 3;

  /**
   * Of what a backlog led to, the last is still on its way when it is over: rows wait until no more
   * changes come, so long at most, and no longer than events were late.
   */
  private static final long MOST_AFTERMATH_MILLIS = 30_000;

  /** So long without a change: what there was to catch up with has been. */
  private static final long QUIET_MILLIS = 4_000;

  private static final long NOTHING_WAITS = Long.MAX_VALUE;

  private final long intervalMillis;
  private final long maxDelayMillis;
  private long nextAt;
  private long restedAt;
  private long waitingSince = NOTHING_WAITS;
  private long changedAt;
  private long behindMillis;
  private long workedMillis;

  FlushPace(Duration interval, Duration maxDelay) {
    this.intervalMillis = interval.toMillis();
    this.maxDelayMillis = Math.max(maxDelay.toMillis(), intervalMillis);
  }

  /**
   * Events are late by so much; 0 when they are not. To be said each time before {@link #isDue} is
   * asked.
   */
  void behind(long nowMillis, long millis) {
    behindMillis = millis;
    if (millis > 0) {
      restedAt = Math.max(restedAt, nowMillis + Math.min(millis, MOST_AFTERMATH_MILLIS));
      if (!hasWaitedLongEnough(nowMillis)) {
        workedMillis = 0; // What was under way waits, too: most of it will be others soon.
      }
    }
  }

  /** Whether it is time for a flush, or for the next part of it. */
  boolean isDue(long nowMillis) {
    if (behindMillis > 0) {
      return hasWaitedLongEnough(nowMillis);
    }
    boolean isUnderWay = workedMillis > 0;
    boolean isQuiet = nowMillis >= nextAt && nowMillis - changedAt >= QUIET_MILLIS;
    return isUnderWay || isQuiet || nowMillis >= restedAt;
  }

  private boolean hasWaitedLongEnough(long nowMillis) {
    return waitingSince != NOTHING_WAITS
        && nowMillis - waitingSince >= Math.min(maxDelayMillis, WAIT_PER_LATENESS * behindMillis);
  }

  /** There are more changes. */
  void changed(long nowMillis) {
    changedAt = nowMillis;
    waitingSince = Math.min(waitingSince, nowMillis);
  }

  /** A part of a flush was done, and there is more to do: it goes on at the next occasion. */
  void worked(long millis) {
    workedMillis += millis;
  }

  /** Everything went out. */
  void rest(long nowMillis) {
    int restPerWork = workedMillis > LONG_WORK_MILLIS ? REST_PER_LONG_WORK : REST_PER_WORK;
    long rest = Math.max(intervalMillis, restPerWork * workedMillis);
    nextAt = nowMillis + intervalMillis;
    restedAt = nowMillis + Math.min(maxDelayMillis, rest);
    waitingSince = NOTHING_WAITS;
    workedMillis = 0;
  }
}
