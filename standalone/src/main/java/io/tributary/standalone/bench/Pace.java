package io.tributary.standalone.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * An even rate, kept whether or not what was done before has come to an end: what is late is not
 * made up for by doing less.
 *
 * @param startedNanos when the first is due, of {@link System#nanoTime}
 */
record Pace(long startedNanos, double perSecond) {
  /** The first is due now. */
  static Pace of(double perSecond) {
    return new Pace(System.nanoTime(), perSecond);
  }

  /**
   * Waits until one of them is due, which it may be already.
   *
   * @param number of it, the first is 0
   * @return when it was due, of {@link System#nanoTime}
   */
  long await(long number) throws InterruptedException {
    long due = startedNanos + Math.round(number * 1e9 / perSecond);
    for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
      // A thread that was interrupted is not parked: it would turn round here until then.
      if (Thread.interrupted()) {
        throw new InterruptedException("a sender was told to stop");
      }
      LockSupport.parkNanos(early);
    }
    return due;
  }
}
