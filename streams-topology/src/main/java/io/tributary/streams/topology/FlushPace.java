package io.tributary.streams.topology;

import java.time.Duration;

/**
 * When rows go out. Ordinarily once per interval; after an expensive flush the next one waits
 * several times as long as that one took. While a backlog is worked off, whose every second would
 * rewrite years of rows, they wait for its end, or some times as long as the events are late. Many
 * rows of past days wait longer, and also before it is seen that there is a backlog, as one begins
 * with events that are not late yet. When no more changes come, there is nothing to wait for.
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

  /** Who is behind has few rows of past days; who has many works off a backfill. */
  private static final long LEAST_WAIT_OF_MANY_MILLIS = 300_000;

  /**
   * For how long at most rows wait until no more changes come. Of what a backlog led to, the last
   * is still on its way when it is over: for that no longer than events were late.
   */
  private static final long MOST_WAIT_FOR_QUIET_MILLIS = 30_000;

  /** Of past days: as many as a few events about the past put out of date, and no more. */
  private static final long MANY_ROWS = 5_000;

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
  private long pastRows;
  private long workedMillis;

  FlushPace(Duration interval, Duration maxDelay) {
    this.intervalMillis = interval.toMillis();
    this.maxDelayMillis = Math.max(maxDelay.toMillis(), intervalMillis);
  }

  /**
   * Events are late by so much; 0 when they are not. To be said each time before {@link #isDue} is
   * asked.
   *
   * @param rows that are to go out, of days before yesterday
   */
  void behind(long nowMillis, long millis, long rows) {
    behindMillis = millis;
    pastRows = rows;
    if (millis > 0) {
      restedAt = Math.max(restedAt, nowMillis + Math.min(millis, MOST_WAIT_FOR_QUIET_MILLIS));
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
    boolean isRested =
        nowMillis >= restedAt && (!areMany() || hasWaited(nowMillis, MOST_WAIT_FOR_QUIET_MILLIS));
    return isUnderWay || isQuiet || isRested;
  }

  private boolean hasWaitedLongEnough(long nowMillis) {
    long lateness = WAIT_PER_LATENESS * behindMillis;
    long wait = areMany() ? Math.max(LEAST_WAIT_OF_MANY_MILLIS, lateness) : lateness;
    return hasWaited(nowMillis, Math.min(maxDelayMillis, wait));
  }

  private boolean hasWaited(long nowMillis, long millis) {
    return waitingSince != NOTHING_WAITS && nowMillis - waitingSince >= millis;
  }

  private boolean areMany() {
    return pastRows > MANY_ROWS;
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
