package io.tributary.standalone.bench;

import java.util.List;
import java.util.function.Function;

/** Every benchmark that there is, in the order in which they run. */
enum BenchmarkName {
  identity(IdentityBenchmark::new),
  lifecycle(LifecycleBenchmark::new),
  metrics(MetricsBenchmark::new),
  topology(TopologyBenchmark::new),
  sink(SinkBenchmark::new),
  /** Not one by itself. */
  all(null);

  private final Function<Effort, Benchmark> maker;

  BenchmarkName(Function<Effort, Benchmark> maker) {
    this.maker = maker;
  }

  Benchmark make(Effort effort) {
    return maker.apply(effort);
  }

  /** Those asked for, each once. */
  static List<BenchmarkName> each(List<BenchmarkName> asked) {
    return List.of(values()).stream()
        .filter(name -> name != all && (asked.contains(all) || asked.contains(name)))
        .toList();
  }
}
