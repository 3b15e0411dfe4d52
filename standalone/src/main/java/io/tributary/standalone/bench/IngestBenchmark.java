package io.tributary.standalone.bench;

import io.tributary.event.RevenueEvent;
import io.tributary.ingest.IngestConfiguration;
import io.tributary.ingest.IngestService;
import io.tributary.ingest.source.SourcesFile;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events over HTTP until they are acknowledged, in requests of many and of one. The limit is
 * Kafka's own producer with the same events, on the same broker.
 */
final class IngestBenchmark implements Benchmark {
  private static final int PER_REQUEST = 500;
  private static final int REQUESTS = 30;
  private static final int BATCH_CONNECTIONS = 4;

  /**
   * Each waits for its answer, and so for the producer's linger and a round to the broker: with few
   * of them that wait is measured and not what the edge can do.
   */
  private static final int SINGLE_CONNECTIONS = 128;

  private final Effort effort;
  private final List<byte[]> batches = new ArrayList<>();
  private final List<byte[]> singles = new ArrayList<>();
  private Workbench bench;
  private IngestService service;
  private Senders batchSenders;
  private Senders singleSenders;
  private PlainProducer producer;
  private double eventBytes;

  IngestBenchmark(Effort effort) {
    this.effort = effort;
  }

  @Override
  public void prepare() throws Exception {
    bench = Workbench.open().withKafka();
    Path sources = bench.folder().resolve("sources.yaml");
    String apiKey = SourcesFile.addKey(sources, "bench");
    service = start(sources);
    producer = new PlainProducer(bench, makeRequests(apiKey));
    batchSenders = new Senders(service.port(), BATCH_CONNECTIONS);
    singleSenders = new Senders(service.port(), SINGLE_CONNECTIONS);
    Duration part = effort.warmUp().dividedBy(3);
    producer.rate(part);
    batchSenders.flatOut(batches, part);
    singleSenders.flatOut(singles, part);
  }

  private IngestService start(Path sources) throws InterruptedException {
    List<Key<?>> keys = List.copyOf(IngestConfiguration.keys());
    Map<String, String> settings =
        new HashMap<>(bench.settings(keys.stream().map(Key::name).toList()));
    settings.put("sources.file", sources.toString());
    settings.put("http.host", "127.0.0.1");
    settings.put("http.port", "0");
    return IngestService.start(
        IngestConfiguration.from(Settings.load(keys, Optional.empty(), System.getenv(), settings)),
        Workbench.context());
  }

  /** Requests of many events, of one each, and the events themselves. */
  private List<RevenueEvent> makeRequests(String apiKey) {
    Stories stories = Stories.untilToday(41, "i", Stories.Span.YEARS);
    EventJson json = new EventJson();
    List<RevenueEvent> events = new ArrayList<>();
    for (int customer = 0; events.size() < REQUESTS * PER_REQUEST; customer++) {
      events.addAll(stories.of(customer));
    }
    long bytes = 0;
    for (int request = 0; request < REQUESTS; request++) {
      StringBuilder lines = new StringBuilder();
      for (RevenueEvent event :
          events.subList(request * PER_REQUEST, (request + 1) * PER_REQUEST)) {
        lines.append(json.of(event)).append('\n');
      }
      bytes += lines.toString().getBytes(StandardCharsets.UTF_8).length;
      batches.add(HttpConnection.request(apiKey, lines.toString()));
    }
    events.stream()
        .limit(PER_REQUEST)
        .forEach(event -> singles.add(HttpConnection.request(apiKey, json.of(event) + '\n')));
    eventBytes = (double) bytes / (REQUESTS * PER_REQUEST);
    return events;
  }

  @Override
  public List<Measurement> run() throws Exception {
    double batched = PER_REQUEST * batchSenders.flatOut(batches, effort.measured());
    double limit = producer.rate(effort.measured().dividedBy(2));
    double single = singleSenders.flatOut(singles, effort.measured());
    long[] latencies = singleSenders.openLoop(singles, single / 2, effort.measured());
    return List.of(
        Measurement.of("events in requests of 500", batched, "events/s")
            .against("Kafka's producer alone", limit),
        Measurement.of("requests of one event", single, "requests/s"),
        Measurement.of("at half that rate, p50", millis(latencies, 0.5), "ms"),
        Measurement.of("at half that rate, p99", millis(latencies, 0.99), "ms"),
        Measurement.of("size of an event as JSON", eventBytes, "bytes"));
  }

  private static double millis(long[] nanos, double part) {
    return Statistics.percentile(nanos, part) / 1e6;
  }

  @Override
  public void close() {
    Closing.all(batchSenders, singleSenders, producer, service, bench);
  }
}
