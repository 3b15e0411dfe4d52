package io.tributary.streams.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether the instance works off a backlog, as in a backfill, in a replay or after it was down.
 * Then the same customers come up again and again within seconds, as what was weeks then is seconds
 * now; who they are is often not known yet when their first events come; and each of them changes
 * years of rows. So events of subjects that nobody knows wait until it is known whose they are,
 * customers wait for more of their events before it is worked out what follows, and rows wait for
 * all customers. One settlement for all is many times cheaper than one each, for every stage and
 * for all that read what is sent. A customer waits no longer than its first event was late, and
 * nobody waits when the instance has nothing else to do.
 *
 * <p>All tasks of an instance share it.
 */
public final class Backlog {
  /** What has to be settled with the next commit. */
  static final long NOT_AT_ALL = 0;

  /** An event that was accepted longer ago is late. */
  private static final Duration LATE = Duration.ofSeconds(5);

  /**
   * How often is committed meanwhile. Whatever happens to a customer, or to a subject, between two
   * commits is written once, and nobody waits for what is late by more than that.
   */
  static final Duration COMMIT_INTERVAL = Duration.ofSeconds(2);

  /**
   * So long without a late event: the backlog has been worked off. Twice as long as what follows
   * from the last one may take to the next stage.
   */
  private static final Duration QUIET = COMMIT_INTERVAL.multipliedBy(2);

  /**
   * So long without anything to do: as well, if there is no other instance. Who has nothing else to
   * do commits at once, so that what follows reaches the next stage within less.
   */
  private static final Duration REST = Duration.ofSeconds(1);

  private final Clock clock;
  private final Duration longestWait;
  private final int mostWaiting;
  private final Activity activity;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long lateAt = Long.MIN_VALUE;
  private volatile long lateBy;

  /**
   * @param longestWait of a customer for its events; with zero there are no backlogs
   * @param mostWaiting customers of a partition, and as many subjects, that may wait
   * @param allTasks that all instances have together
   */
  public Backlog(Clock clock, Duration longestWait, int mostWaiting, int allTasks) {
    this.clock = clock;
    this.longestWait = longestWait;
    this.mostWaiting = mostWaiting;
    this.activity = new Activity(clock, allTasks);
  }

  /** What the instance has to do. */
  Activity activity() {
    return activity;
  }

  /**
   * An event has come that was accepted then, or evidence or an assignment that followed from it.
   *
   * @param receivedAt milliseconds since the epoch
   * @return until when whom it concerns may wait, milliseconds since the epoch; {@link #NOT_AT_ALL}
   *     unless it is late
   */
  long met(long receivedAt) {
    long now = clock.millis();
    long behind = now - receivedAt;
    if (behind <= LATE.toMillis() || longestWait.isZero()) {
      return NOT_AT_ALL;
    }
    lateBy = behind;
    lateAt = now;
    return until(now);
  }

  /** Whether late events come. */
  boolean isThere() {
    long latest = lateAt;
    return latest != Long.MIN_VALUE && clock.millis() - latest < QUIET.toMillis();
  }

  /** The same for whom something concerns that follows from the events of just now. */
  long metWhatFollows() {
    return isThere() ? until(clock.millis()) : NOT_AT_ALL;
  }

  /**
   * To be called by each thread between records, again and again: when none of them has had
   * anything to do for a while, the backlog is over.
   */
  void look() {
    activity.looksForWork();
    if (activity.isAlone() && activity.restsFor(REST)) {
      lateAt = Long.MIN_VALUE;
    }
  }

  /** Whether it is there and any thread has something to do. */
  boolean isUnderWay() {
    return isThere() && !activity.restsFor(Duration.ZERO);
  }

  private long until(long now) {
    return now + Math.min(lateBy, longestWait.toMillis());
  }

  Duration longestWait() {
    return longestWait;
  }

  /** Customers of a partition, and subjects. */
  int mostWaiting() {
    return mostWaiting;
  }

  /** So many more customers wait, or fewer. */
  void waiting(int change) {
    waiting.addAndGet(change);
  }

  /** How late events are, until nothing of the backlog is left in any stage; 0 from then on. */
  long behindMillis() {
    return isThere() || waiting.get() > 0 ? lateBy : 0;
  }
}
