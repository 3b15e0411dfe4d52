package io.tributary.standalone.instance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run, in the order in which they were started; stopped the other way round. */
final class PartStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartStack.class);

  private final Deque<Running> running = new ArrayDeque<>();

  /** A part that can be started. */
  record Part(String name, Callable<? extends AutoCloseable> start) {}

  private record Running(String name, AutoCloseable part) {}

  /**
   * Starts parts side by side and waits for all of them: also when one fails, so that it is known
   * what has to be stopped.
   *
   * @throws PartFailedException for the first that does not start
   */
  void start(Part... parts) throws PartFailedException, InterruptedException {
    List<FutureTask<AutoCloseable>> starts = new ArrayList<>();
    for (Part part : parts) {
      FutureTask<AutoCloseable> start = new FutureTask<>(() -> timed(part));
      starts.add(start);
      new Thread(start, "start-" + part.name()).start();
    }
    PartFailedException failure = null;
    for (int i = 0; i < parts.length; i++) {
      try {
        running.push(new Running(parts[i].name(), starts.get(i).get()));
      } catch (ExecutionException e) {
        failure =
            failure == null ? new PartFailedException(parts[i].name(), e.getCause()) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static AutoCloseable timed(Part part) throws Exception {
    long started = System.nanoTime();
    AutoCloseable running = part.start().call();
    LOG.info("{} started in {} ms", part.name(), (System.nanoTime() - started) / 1_000_000);
    return running;
  }

  /** Adds a part that runs already. */
  void add(String name, AutoCloseable part) {
    running.push(new Running(name, part));
  }

  /** One that does not stop as it should does not keep the others from being stopped. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      Running last = running.pop();
      long started = System.nanoTime();
      try {
        last.part().close();
        LOG.info("{} stopped in {} ms", last.name(), (System.nanoTime() - started) / 1_000_000);
      } catch (Exception e) {
        LOG.error("{} did not stop: {}", last.name(), e.getMessage(), e);
      }
    }
  }
}
