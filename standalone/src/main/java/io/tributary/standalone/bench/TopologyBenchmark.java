package io.tributary.standalone.bench;

import io.tributary.standalone.bench.RunningTopology.Done;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The whole topology, exactly once, from filled event topics until all results are committed, rows
 * included. The limit reads the same events and writes as many records per event of the events' own
 * bytes, in transactions of the same length and as many threads, and does nothing else.
 */
final class TopologyBenchmark implements Benchmark {
  /** So many events that the first of the rows, which fewer events pay for, do not rule. */
  private static final int FEWEST = 50_000;

  private static final int WARM_UP = 100_000;
  private static final int MOST_ROUNDS = 8;
  private static final double FASTER = 1.1;
  private static final Set<String> EVENTS =
      Topics.EVENTS.stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());

  private static final String ROWS = Topics.METRIC_VALUES.name();
  private static final String STREAM_THREADS = "StreamThread";

  private final Effort effort;
  private Workbench bench;
  private RecordFiller records;
  private EventFiller filler;
  private TopicEnds ends;
  private double expectedRate;

  TopologyBenchmark(Effort effort) {
    this.effort = effort;
  }

  @Override
  public void prepare() throws Exception {
    bench = Workbench.open().withKafka();
    records = new RecordFiller(bench);
    filler = new EventFiller(records, Stories.untilToday(17, "c", Stories.Span.of(effort)));
    ends = new TopicEnds(bench);
    expectedRate = work(effort.isShort() ? FEWEST : WARM_UP).rate();
    if (!effort.isShort()) {
      warmUp();
    }
  }

  /**
   * A service runs for weeks, but the first half million events take the compiler as long as the
   * topology itself. So it is measured when it no longer becomes faster.
   */
  private void warmUp() throws Exception {
    double before = 0;
    for (int round = 0; round < MOST_ROUNDS && expectedRate > FASTER * before; round++) {
      before = expectedRate;
      expectedRate = work(Math.round(before * effort.warmUp().toSeconds())).rate();
    }
  }

  /**
   * What it took to work off a number of events.
   *
   * @param rate events per second, up to slices' changes
   * @param rateWithRows events per second, the last rows included
   * @param written records of results but rows, per event
   * @param logged records of changelogs, per event
   * @param rows records with rows, per second
   */
  private record Work(
      double rate,
      double rateWithRows,
      double cpuMicros,
      double threadMicros,
      double written,
      double logged,
      double rows) {}

  @Override
  public List<Measurement> run() throws Exception {
    Map<TopicPartition, Long> before = ends.of(EVENTS);
    Work work = work(Math.max(FEWEST, Math.round(expectedRate * effort.measured().toSeconds())));
    expectedRate = work.rate();
    double limit =
        new PlainTransactions(bench, ends)
            .rate(before, ends.of(EVENTS), work.written() + work.logged());
    List<Measurement> measurements = new ArrayList<>();
    measurements.add(
        Measurement.of("events to changes of slices", work.rate(), "events/s")
            .against("reading and writing as many records", limit));
    measurements.add(Measurement.of("events to the last row", work.rateWithRows(), "events/s"));
    measurements.add(Measurement.of("results per event, rows left out", work.written(), "records"));
    measurements.add(Measurement.of("changelog per event", work.logged(), "records"));
    measurements.add(Measurement.of("metric rows", work.rows(), "records/s"));
    measurements.add(Measurement.of("CPU, with the broker", work.cpuMicros(), "µs/event"));
    measurements.add(
        Measurement.of("CPU, the topology's threads", work.threadMicros(), "µs/event"));
    if (!effort.isShort()) {
      measurements.add(restore());
    }
    measurements.addAll(latencies(work.rate() / 2));
    return measurements;
  }

  /** From event to state, and to rows, at a rate that leaves half of the capacity free. */
  private List<Measurement> latencies(double perSecond) throws Exception {
    try (RunningTopology topology = RunningTopology.start(bench, ends)) {
      StateLatency state = new StateLatency(bench, records);
      state.of(perSecond, effort.warmUp());
      long[] ofStates = state.of(perSecond, effort.measured());
      RowLatency row = new RowLatency(bench, records);
      row.of(perSecond, effort.warmUp());
      long[] ofRows = row.of(perSecond, effort.measured());
      topology.awaitDone();
      return List.of(
          Measurement.of("events/s, to see states and rows at", perSecond, "events/s"),
          millis("state visible after, p50", ofStates, 0.5),
          millis("state visible after, p99", ofStates, 0.99),
          millis("row visible after, p50", ofRows, 0.5),
          millis("row visible after, p99", ofRows, 0.99));
    }
  }

  private static Measurement millis(String name, long[] nanos, double part) {
    return Measurement.of(name, Statistics.percentile(nanos, part) / 1e6, "ms");
  }

  private Work work(long events) throws Exception {
    filler.fill(events);
    Map<TopicPartition, Long> before = ends.of(ends.topics());
    try (RunningTopology topology = RunningTopology.start(bench, ends)) {
      long readBefore = topology.eventsRead();
      long cpu = Machine.cpuNanos();
      long threads = Machine.cpuNanosOfThreads(STREAM_THREADS);
      long started = System.nanoTime();
      Done done = topology.awaitDone();
      long worked = topology.eventsRead() - readBefore;
      double cpuMicros = (Machine.cpuNanos() - cpu) / 1e3;
      double threadMicros = (Machine.cpuNanosOfThreads(STREAM_THREADS) - threads) / 1e3;
      Map<TopicPartition, Long> written = difference(ends.of(ends.topics()), before);
      return new Work(
          Rate.perSecond(worked, done.events() - started),
          Rate.perSecond(worked, done.rows() - started),
          cpuMicros / worked,
          threadMicros / worked,
          (double) TopicEnds.sum(written, TopologyBenchmark::isResult) / events,
          (double) TopicEnds.sum(written, TopologyBenchmark::isLog) / events,
          Rate.perSecond(TopicEnds.sum(written, ROWS::equals), done.rows() - started));
    }
  }

  private static Map<TopicPartition, Long> difference(
      Map<TopicPartition, Long> after, Map<TopicPartition, Long> before) {
    Map<TopicPartition, Long> difference = new HashMap<>(after);
    difference.replaceAll((partition, end) -> end - before.getOrDefault(partition, 0L));
    return difference;
  }

  private static boolean isLog(String topic) {
    return topic.endsWith("-changelog");
  }

  private static boolean isResult(String topic) {
    return !isLog(topic) && !EVENTS.contains(topic) && !topic.equals(ROWS);
  }

  /**
   * How long a start takes that has to read all state from Kafka, beyond one that finds it on the
   * disk, for so many customers.
   */
  private Measurement restore() throws ExecutionException, InterruptedException {
    double kept = secondsToStart();
    Workbench.delete(RunningTopology.state(bench));
    double restored = secondsToStart();
    double customers = (double) TopicEnds.sum(ends.of(EVENTS), EVENTS::contains) / Stories.EVENTS;
    return Measurement.of(
        "restore of 1,000,000 customers", Math.max(0, restored - kept) * 1e6 / customers, "s");
  }

  private double secondsToStart() throws ExecutionException, InterruptedException {
    long started = System.nanoTime();
    try (RunningTopology topology = RunningTopology.start(bench, ends)) {
      topology.awaitDone();
      return (System.nanoTime() - started) / 1e9;
    }
  }

  @Override
  public void close() {
    Closing.all(records, ends, bench);
  }
}
