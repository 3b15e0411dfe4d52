package io.tributary.standalone.bench;

import io.tributary.event.RevenueEvent;
import io.tributary.standalone.instance.DataFolder;
import io.tributary.standalone.instance.Instance;
import io.tributary.standalone.instance.InstanceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole instance, as it is on one machine: years of events sent as fast as they are taken, until
 * all that follows from them is in the warehouse, and then an even stream of new ones.
 */
final class EndToEndBenchmark implements Benchmark {
  private static final int BACKFILL = 100_000;
  private static final int SHORT_BACKFILL = 10_000;
  private static final int PER_REQUEST = 500;
  private static final int CONNECTIONS = 4;
  private static final int STREAM_PER_SECOND = 1_000;
  private static final int STREAM_PER_REQUEST = 20;
  private static final double MILLION = 1e6;
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final List<String> PORTS =
      List.of(
          "http.port",
          "management.port",
          "standalone.broker.port",
          "standalone.controller.port",
          "standalone.registry.port",
          "standalone.postgres.port");

  private final Effort effort;
  private final EventJson json = new EventJson();
  private final Stories stories;
  private Path folder;
  private Instance instance;
  private Senders senders;
  private int nextCustomer;

  EndToEndBenchmark(Effort effort) {
    this.effort = effort;
    this.stories = Stories.untilToday(43, "z", Stories.Span.of(effort));
  }

  @Override
  public void prepare() throws Exception {
    folder = Files.createTempDirectory("tributary-bench-");
    Map<String, String> anyPorts = new HashMap<>();
    PORTS.forEach(port -> anyPorts.put(port, "0"));
    instance =
        Instance.start(new DataFolder(folder), new InstanceOptions(Optional.empty(), anyPorts));
    senders = new Senders(instance.endpoints().http().getPort(), CONNECTIONS);
    backfill(effort.isShort() ? SHORT_BACKFILL / 2 : BACKFILL / 2);
  }

  private int events() {
    return effort.isShort() ? SHORT_BACKFILL : BACKFILL;
  }

  @Override
  public List<Measurement> run() throws Exception {
    double rate = backfill(events());
    VisibleTimes before = VisibleTimes.read(instance.endpoints().management());
    stream();
    VisibleTimes times = VisibleTimes.read(instance.endpoints().management()).since(before);
    return List.of(
        Measurement.of("backfill, accepted to settled", rate, "events/s"),
        Measurement.of("1,000,000 events at this rate", MILLION / rate, "s"),
        Measurement.of("1,000 events/s, accepted to visible, p50", times.percentile(0.5), "s"),
        Measurement.of("1,000 events/s, accepted to visible, p95", times.percentile(0.95), "s"),
        Measurement.of("1,000 events/s, accepted to visible, p99", times.percentile(0.99), "s"));
  }

  /** Events per second until nothing is left on its way. */
  private double backfill(int count) throws Exception {
    List<byte[]> requests = requests(count, PER_REQUEST);
    long started = System.nanoTime();
    senders.each(requests);
    instance.awaitSettled(PATIENCE, (topology, sink) -> {});
    return Rate.perSecond(count, System.nanoTime() - started);
  }

  private void stream() throws Exception {
    double perSecond = (double) STREAM_PER_SECOND / STREAM_PER_REQUEST;
    int count = (int) (STREAM_PER_SECOND * effort.measured().toSeconds());
    senders.openLoop(requests(count, STREAM_PER_REQUEST), perSecond, effort.measured());
    instance.awaitSettled(PATIENCE, (topology, sink) -> {});
  }

  private List<byte[]> requests(int count, int perRequest) throws IOException {
    List<RevenueEvent> events = new ArrayList<>();
    while (events.size() < count) {
      events.addAll(stories.of(nextCustomer++));
    }
    events.sort(Comparator.comparing(RevenueEvent::getOccurredAt));
    List<byte[]> requests = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(json.of(events.get(i))).append('\n');
      if ((i + 1) % perRequest == 0 || i + 1 == count) {
        requests.add(HttpConnection.request(instance.apiKey(), lines.toString()));
        lines.setLength(0);
      }
    }
    return requests;
  }

  @Override
  public void close() {
    Closing.all(senders, instance, folder == null ? null : () -> Workbench.delete(folder));
  }
}
