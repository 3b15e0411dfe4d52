package io.tributary.standalone.bench;

import java.time.Duration;

/** How many per second. */
final class Rate {
  private Rate() {}

  /** A piece of work that can be done any number of times. */
  interface Work {
    /** Does it, and says how many things were done. */
    long once();
  }

  /** Repeats the work until the time is over, and at least once. */
  static double of(Duration time, Work work) {
    long done = 0;
    long started = System.nanoTime();
    do {
      done += work.once();
    } while (System.nanoTime() - started < time.toNanos());
    return perSecond(done, System.nanoTime() - started);
  }

  static double perSecond(long count, long nanos) {
    return count * 1e9 / Math.max(1, nanos);
  }
}
