package io.tributary.streams.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether an instance has something to do. Only its threads know, each for itself: while one
 * commits, which may take seconds, it gets no record, and what it commits is more work for others.
 * So a thread rests from when it says so, between two rounds of records, and no longer than until
 * it has something to save. Safe for use by several threads.
 */
final class Activity {
  /** So long without a record: between two of a busy thread there is less. */
  private static final Duration PAUSE = Duration.ofMillis(100);

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
    private boolean hasUnsaved;
    private volatile long restsSince = NOT_RESTING;

    void worksAt(long millis) {
      workedAt = millis;
      if (restsSince != NOT_RESTING) {
        restsSince = NOT_RESTING;
      }
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
    self.get().restsSince = clock.millis();
  }

  /** Whether nothing can come from other instances. */
  boolean isAlone() {
    return tasks.get() >= allTasks;
  }

  /** The thread has got a record, or found other work. */
  void works() {
    Worker worker = self.get();
    worker.hasUnsaved = true;
    worker.worksAt(clock.millis());
  }

  /** The thread is about to commit. */
  void saves() {
    Worker worker = self.get();
    if (worker.hasUnsaved) {
      worker.hasUnsaved = false;
      worker.worksAt(clock.millis());
    }
  }

  /** The thread is between records: to be said again and again. */
  void looksForWork() {
    Worker worker = self.get();
    long now = clock.millis();
    if (worker.restsSince == NOT_RESTING && now - worker.workedAt >= PAUSE.toMillis()) {
      worker.restsSince = now;
    }
  }

  /** Whether all threads have rested for so long. */
  boolean restsFor(Duration time) {
    long before = clock.millis() - time.toMillis();
    for (Worker worker : workers) {
      if (worker.restsSince > before && worker.thread.isAlive()) {
        return false;
      }
    }
    return true;
  }
}
