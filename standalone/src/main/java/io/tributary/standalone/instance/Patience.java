package io.tributary.standalone.instance;

import java.time.Duration;

/**
 * Bears with work that gets less, however long it takes, and not with work that does not: what
 * stands still as well as what never ends, because as much comes in as is done.
 */
final class Patience {
  private final Duration limit;
  private long leastToProcess = Long.MAX_VALUE;
  private long leastToWrite = Long.MAX_VALUE;
  private long sinceNanos;

  /**
   * @param limit how long the work may go without getting less
   * @param nowNanos of {@link System#nanoTime()}
   */
  Patience(Duration limit, long nowNanos) {
    this.limit = limit;
    this.sinceNanos = nowNanos;
  }

  /** Whether the work has not got less for longer than the limit. */
  boolean isOver(long toProcess, long toWrite, long nowNanos) {
    if (toProcess < leastToProcess || toWrite < leastToWrite) {
      sinceNanos = nowNanos;
    }
    leastToProcess = Math.min(leastToProcess, toProcess);
    leastToWrite = Math.min(leastToWrite, toWrite);
    return nowNanos - sinceNanos > limit.toNanos();
  }
}
