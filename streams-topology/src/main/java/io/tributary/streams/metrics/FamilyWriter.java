package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.SliceChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Puts a family together, so that each metric reads as one line of a table. */
final class FamilyWriter {
  /** total and every dimension. */
  static final List<String> EVERY_SLICE =
      Stream.concat(Stream.of(SliceChanges.TOTAL), SliceChanges.DIMENSIONS.stream()).toList();

  private final String name;
  private final List<String> dimensions;
  private final List<Metric> metrics = new ArrayList<>();

  FamilyWriter(String name, List<String> dimensions) {
    this.name = name;
    this.dimensions = dimensions;
  }

  FamilyWriter metric(
      String metric,
      String formula,
      String unit,
      List<String> measures,
      Function<Sums, Figure> evaluation) {
    metrics.add(
        new Metric(metric, name, formula, unit, measures, Window.ALL, evaluation, sums -> true));
    return this;
  }

  /** Limits the metric that was added last to some of the windows. */
  FamilyWriter in(List<Window> windows) {
    metrics.add(metrics.remove(metrics.size() - 1).in(windows));
    return this;
  }

  /** Leaves the metric that was added last out where there is nothing to say. */
  FamilyWriter where(Predicate<Sums> reported) {
    metrics.add(metrics.remove(metrics.size() - 1).where(reported));
    return this;
  }

  /** A count over the window, as a metric of its own. */
  FamilyWriter countOf(String measure) {
    return metric(
        measure, measure, "count", List.of(measure), sums -> Figure.count(sums.count(measure)));
  }

  /** An amount over the window, as a metric of its own. */
  FamilyWriter amountOf(String measure) {
    return metric(
        measure,
        measure,
        "currency",
        List.of(measure),
        sums -> Figure.amount(sums.amount(measure), 1));
  }

  List<Metric> metrics() {
    return List.copyOf(metrics);
  }

  Family family() {
    return Family.of(name, dimensions, metrics);
  }
}
