package io.tributary.standalone.bench;

import java.util.List;
import java.util.function.Function;

/** Every benchmark that there is, in the order in which they run. */
enum BenchmarkName {
  IDENTITY("identity", IdentityBenchmark::new),
  LIFECYCLE("lifecycle", LifecycleBenchmark::new),
  METRICS("metrics", MetricsBenchmark::new),
  TOPOLOGY("topology", TopologyBenchmark::new),
  SINK("sink", SinkBenchmark::new),
  INGEST("ingest", IngestBenchmark::new),
  END_TO_END("end-to-end", EndToEndBenchmark::new),
  /** Not one by itself. */
  ALL("all", null);

  private final String text;
  private final Function<Effort, Benchmark> maker;

  BenchmarkName(String text, Function<Effort, Benchmark> maker) {
    this.text = text;
    this.maker = maker;
  }

  Benchmark make(Effort effort) {
    return maker.apply(effort);
  }

  /** Those asked for, each once. */
  static List<BenchmarkName> each(List<BenchmarkName> asked) {
    return List.of(values()).stream()
        .filter(name -> name != ALL && (asked.contains(ALL) || asked.contains(name)))
        .toList();
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return text;
  }
}
