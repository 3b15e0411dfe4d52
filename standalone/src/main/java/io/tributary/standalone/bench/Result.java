package io.tributary.standalone.bench;

import io.tributary.standalone.bench.Measurement.Limit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a benchmark found.
 *
 * @param measurements each the median of all runs; of limits and ratios, too
 * @param load the machine's load average while it ran: more than one per core means that others
 *     took part of the machine
 */
record Result(BenchmarkName benchmark, List<Median> measurements, int runs, double load) {
  /**
   * @param ratio the median of the runs' ratios: both parts of one ratio met the same disturbances
   */
  record Median(Measurement measurement, Optional<Double> ratio) {}

  static Result of(BenchmarkName benchmark, List<List<Measurement>> runs, double[] loads) {
    Map<String, List<Measurement>> byFigure = new LinkedHashMap<>();
    runs.forEach(
        run ->
            run.forEach(
                measurement ->
                    byFigure
                        .computeIfAbsent(measurement.figure(), figure -> new ArrayList<>())
                        .add(measurement)));
    return new Result(
        benchmark,
        byFigure.values().stream().map(Result::median).toList(),
        runs.size(),
        Statistics.median(loads));
  }

  private static Median median(List<Measurement> runs) {
    Measurement first = runs.get(0);
    double value = Statistics.median(runs.stream().mapToDouble(Measurement::value).toArray());
    Optional<Limit> limit =
        first
            .limit()
            .map(
                most ->
                    new Limit(
                        most.what(),
                        Statistics.median(
                            runs.stream()
                                .flatMap(run -> run.limit().stream())
                                .mapToDouble(Limit::value)
                                .toArray())));
    double[] ratios =
        runs.stream().flatMap(run -> run.ratio().stream()).mapToDouble(ratio -> ratio).toArray();
    return new Median(
        new Measurement(first.figure(), value, first.unit(), limit),
        ratios.length == 0 ? Optional.empty() : Optional.of(Statistics.median(ratios)));
  }
}
