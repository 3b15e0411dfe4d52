package io.tributary.standalone.instance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Waits until nothing is left on the way from the event topics to the warehouse. */
final class Settling implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** While there is much left: asking takes time that the work could use. */
  private static final Duration LONG_PAUSE = Duration.ofSeconds(1);

  private static final long MUCH = 10_000;

  /**
   * For how long nothing may be left. A transaction that ends hands its records on some moments
   * later; several commits of the topology fit into this time.
   */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private static final List<String> WAITING =
      List.of(
          "tributary_identity_subjects_held",
          "tributary_lifecycle_customers_waiting",
          "tributary_metrics_slices_to_send");

  private final Lags lags;
  private final Connection warehouse;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI metrics;

  Settling(Instance instance) throws IOException {
    this.lags = instance.lags();
    this.metrics = instance.endpoints().management().resolve("/metrics");
    try {
      this.warehouse = instance.warehouse();
    } catch (SQLException e) {
      lags.close();
      throw new IOException("the warehouse does not answer: " + e.getMessage(), e);
    }
  }

  /** What is left, and how far the topics reach: the same again means that nothing moved. */
  private record Left(long topology, long sink, long waiting, long end) {
    boolean isNothing() {
      return topology == 0 && sink == 0 && waiting == 0;
    }

    Duration pause() {
      return topology + sink > MUCH ? LONG_PAUSE : PAUSE;
    }
  }

  void await(Duration limit, SettlingProgress progress)
      throws NotSettledException, IOException, InterruptedException {
    Patience patience = new Patience(limit, System.nanoTime());
    Left before = left();
    long quietSince = System.nanoTime();
    while (true) {
      Thread.sleep(before.pause().toMillis());
      Left now = left();
      progress.left(now.topology() + now.waiting(), now.sink());
      if (!now.isNothing() || !now.equals(before)) {
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince >= QUIET.toNanos()) {
        return;
      }
      if (patience.isOver(now.topology() + now.waiting(), now.sink(), System.nanoTime())) {
        throw new NotSettledException(
            "for %d s it has not got less: the topology has still %d records to read and %d customers and slices to settle, the sink %d records to write"
                .formatted(limit.toSeconds(), now.topology(), now.waiting(), now.sink()));
      }
      before = now;
    }
  }

  private Left left() throws IOException, InterruptedException {
    try {
      Lags.Ends ends = lags.ends();
      long topology = lags.ofTopology(ends).values().stream().mapToLong(Long::longValue).sum();
      long sink = lags.ofSink(ends, warehouse).values().stream().mapToLong(Long::longValue).sum();
      // Who waits counts only when nothing else is left: a look costs a page of all metrics.
      return new Left(topology, sink, topology + sink > 0 ? 0 : waiting(), ends.total());
    } catch (SQLException | KafkaException e) {
      throw new IOException("the instance does not answer: " + e.getMessage(), e);
    }
  }

  /** Customers and slices from which something is still to follow: no topic shows them. */
  private long waiting() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(10)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofLines())
        .body()
        .filter(line -> WAITING.stream().anyMatch(line::startsWith))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() throws IOException {
    lags.close();
    try {
      warehouse.close();
    } catch (SQLException e) {
      throw new IOException("the connection to the warehouse did not close", e);
    }
  }
}
