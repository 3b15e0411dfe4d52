package io.tributary.standalone.bench;

import java.util.List;

/** Placeholder. */
final class SinkBenchmark implements Benchmark {
  SinkBenchmark(Effort effort) {}

  @Override
  public void prepare() {}

  @Override
  public List<Measurement> run() {
    return List.of();
  }

  @Override
  public void close() {}
}
