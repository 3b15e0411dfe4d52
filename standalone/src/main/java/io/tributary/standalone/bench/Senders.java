package io.tributary.standalone.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Several senders, each with a connection of its own. All requests must be accepted. */
final class Senders implements AutoCloseable {
  private static final int ACCEPTED = 202;

  private final int port;
  private final int connections;
  private final ExecutorService threads;

  Senders(int port, int connections) {
    this.port = port;
    this.connections = connections;
    this.threads = Executors.newFixedThreadPool(connections);
  }

  private interface Sending {
    void on(HttpConnection connection) throws IOException, InterruptedException;
  }

  /** Each sends the next request as soon as the one before was answered: requests per second. */
  double flatOut(List<byte[]> requests, Duration time) throws Exception {
    AtomicLong next = new AtomicLong();
    long started = System.nanoTime();
    all(
        connection -> {
          while (System.nanoTime() - started < time.toNanos()) {
            accepted(
                connection.send(requests.get((int) (next.getAndIncrement() % requests.size()))));
          }
        });
    return Rate.perSecond(next.get(), System.nanoTime() - started);
  }

  /** Each request once. */
  void each(List<byte[]> requests) throws Exception {
    AtomicLong next = new AtomicLong();
    all(
        connection -> {
          for (long own = next.getAndIncrement();
              own < requests.size();
              own = next.getAndIncrement()) {
            accepted(connection.send(requests.get((int) own)));
          }
        });
  }

  /**
   * Requests are sent at a fixed rate, whether or not those before were answered, as they come from
   * the world: the latency of each, from when it was to be sent, in nanoseconds.
   */
  long[] openLoop(List<byte[]> requests, double perSecond, Duration time) throws Exception {
    int count = (int) Math.max(1, perSecond * time.toNanos() / 1e9);
    long[] latencies = new long[count];
    AtomicLong next = new AtomicLong();
    Pace pace = Pace.of(perSecond);
    all(
        connection -> {
          for (long own = next.getAndIncrement(); own < count; own = next.getAndIncrement()) {
            long due = pace.await(own);
            accepted(connection.send(requests.get((int) (own % requests.size()))));
            latencies[(int) own] = System.nanoTime() - due;
          }
        });
    return latencies;
  }

  private static void accepted(int status) {
    if (status != ACCEPTED) {
      throw new IllegalStateException("the edge answered with " + status);
    }
  }

  private void all(Sending sending) throws Exception {
    List<Future<?>> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      senders.add(
          threads.submit(
              () -> {
                try (HttpConnection connection = new HttpConnection(port)) {
                  sending.on(connection);
                }
                return null;
              }));
    }
    for (Future<?> sender : senders) {
      finish(sender);
    }
  }

  /** Waits until a sender is done; its failure is that of the benchmark. */
  static void finish(Future<?> sender) throws InterruptedException {
    try {
      sender.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a sender failed: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
