package io.tributary.streams.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether an instance still gets anything by which somebody who waits may become another one. Only
 * its threads know, each for itself, and only between two rounds of records: while one commits or
 * settles, which may take seconds, it reads none, and what it commits may be such for others. So a
 * thread rests while it looks for records again and again and there are none. Safe for use by
 * several threads.
 */
final class Activity {
  /** So long without a record: between two of a busy thread there is less. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Whoever has not looked for longer has had other things to do. */
  private static final Duration MOST_BETWEEN_LOOKS = Duration.ofMillis(500);

  private static final long NOT_RESTING = Long.MAX_VALUE;

  private final Clock clock;
  private final int allTasks;
  private final AtomicInteger tasks = new AtomicInteger();
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final ThreadLocal<Worker> self = ThreadLocal.withInitial(this::join);

  /**
   * @param allTasks that there are in all instances
   */
  Activity(Clock clock, int allTasks) {
    this.clock = clock;
    this.allTasks = allTasks;
  }

  /** A thread, which alone changes what is known of it. */
  private static final class Worker {
    private final Thread thread = Thread.currentThread();
    private long workedAt;
    private volatile long lookedAt;
    private volatile long restsSince = NOT_RESTING;

    void worksAt(long millis) {
      workedAt = millis;
      if (restsSince != NOT_RESTING) {
        restsSince = NOT_RESTING;
      }
    }

    boolean looksAt(long millis) {
      return millis - lookedAt <= MOST_BETWEEN_LOOKS.toMillis();
    }
  }

  private Worker join() {
    workers.removeIf(worker -> !worker.thread.isAlive());
    Worker worker = new Worker();
    workers.add(worker);
    return worker;
  }

  /** A task is here from now on. */
  void taskCame() {
    tasks.incrementAndGet();
  }

  /** A task has left. Its thread may have no other one, and never say anything again. */
  void taskLeft() {
    tasks.decrementAndGet();
    workers.remove(self.get());
    self.remove();
  }

  /** Whether nothing can come from other instances. */
  boolean isAlone() {
    return tasks.get() >= allTasks;
  }

  /** The thread has got a record. */
  void works() {
    self.get().worksAt(clock.millis());
  }

  /** The thread is between records: to be said again and again. */
  void looksForWork() {
    Worker worker = self.get();
    long now = clock.millis();
    if (!worker.looksAt(now)) {
      worker.worksAt(now);
    }
    worker.lookedAt = now;
    if (worker.restsSince == NOT_RESTING && now - worker.workedAt >= PAUSE.toMillis()) {
      worker.restsSince = now;
    }
  }

  /** Whether all threads have rested for so long. */
  boolean restsFor(Duration time) {
    long now = clock.millis();
    for (Worker worker : workers) {
      boolean rests = worker.looksAt(now) && worker.restsSince <= now - time.toMillis();
      if (!rests && worker.thread.isAlive()) {
        return false;
      }
    }
    return true;
  }
}
