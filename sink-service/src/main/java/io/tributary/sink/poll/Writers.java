package io.tributary.sink.poll;

import io.tributary.runtime.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The loops that share the work of one process, each in a thread of its own. */
final class Writers implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(30);

  private final List<SinkLoop> loops;
  private final List<Thread> threads = new ArrayList<>();

  Writers(List<SinkLoop> loops) {
    this.loops = List.copyOf(loops);
    for (SinkLoop loop : this.loops) {
      threads.add(new Thread(loop, "sink-" + (threads.size() + 1)));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** Down when one of them is: what is in its partitions does not get into the warehouse. */
  HealthStatus status() {
    List<String> causes = new ArrayList<>();
    int partitions = 0;
    for (SinkLoop loop : loops) {
      partitions += loop.partitions();
      if (loop.status() instanceof HealthStatus.Down down && !causes.contains(down.cause())) {
        causes.add(down.cause());
      }
    }
    return causes.isEmpty()
        ? HealthStatus.up(partitions + " partitions")
        : HealthStatus.down(String.join("; ", causes));
  }

  /** Tells all of them to stop before it waits for any. */
  @Override
  public void close() {
    loops.forEach(SinkLoop::stop);
    long deadline = System.nanoTime() + STOP.toNanos();
    try {
      for (Thread thread : threads) {
        // 0 would be for ever.
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
