package io.tributary.standalone.bench;

import io.tributary.topic.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sink, from filled topics into a database that writes through to the disk, one kind of rows
 * after the other. The limit copies and merges the same rows, which are made beforehand.
 */
final class SinkBenchmark implements Benchmark {
  private static final int SHORT_WARM_UP = 30_000;
  private static final int WARM_UP = 300_000;

  private final Effort effort;
  private final List<SinkLoad> loads =
      List.of(new MetricLoad(), new ContributionLoad(), new EventLoad());
  private final Map<SinkLoad, Double> expectedRates = new HashMap<>();
  private Workbench bench;
  private RecordFiller filler;
  private TopicEnds ends;

  SinkBenchmark(Effort effort) {
    this.effort = effort;
  }

  @Override
  public void prepare() throws Exception {
    bench = Workbench.open().withKafka().withPostgres();
    filler = new RecordFiller(bench);
    ends = new TopicEnds(bench);
    for (SinkLoad load : loads) {
      expectedRates.put(load, rate(load, effort.isShort() ? SHORT_WARM_UP : WARM_UP));
    }
  }

  @Override
  public List<Measurement> run() throws Exception {
    List<Measurement> measurements = new ArrayList<>();
    for (SinkLoad load : loads) {
      double rate = rate(load, Math.round(expectedRates.get(load) * effort.measured().toSeconds()));
      measurements.add(
          Measurement.of(load.name(), rate, "rows/s")
              .against("one connection that copies and merges them", BareMerge.rate(bench, load)));
      expectedRates.put(load, rate);
    }
    return measurements;
  }

  /** Rows per second of the sink; they stay in the table until the next time. */
  private double rate(SinkLoad load, long wanted) throws Exception {
    List<String> topics = load.topics().stream().map(Topic::name).toList();
    long before = TopicEnds.sum(ends.of(topics), topics::contains);
    long rows = load.fill(filler, wanted);
    long end = TopicEnds.sum(ends.of(topics), topics::contains);
    empty(load);
    try (RunningSink sink = new RunningSink(bench)) {
      long started = System.nanoTime();
      // It takes a moment to get its partitions: counted from the first batch on, if there are
      // many.
      long begun = sink.await(topics, before + 1);
      boolean many = begun < (before + end) / 2;
      long from = many ? System.nanoTime() : started;
      double part = many ? (double) (end - begun) / (end - before) : 1;
      sink.await(topics, end);
      return Rate.perSecond(Math.round(rows * part), System.nanoTime() - from);
    }
  }

  private void empty(SinkLoad load) throws SQLException {
    try (Connection database = bench.database();
        Statement statement = database.createStatement()) {
      statement.execute(
          "DO $$ BEGIN IF to_regclass('tributary.%1$s') IS NOT NULL THEN TRUNCATE tributary.%1$s; END IF; END $$"
              .formatted(load.table()));
      statement.execute("CHECKPOINT");
    }
  }

  @Override
  public void close() {
    Closing.all(filler, ends, bench);
  }
}
