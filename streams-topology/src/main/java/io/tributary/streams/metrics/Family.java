package io.tributary.streams.metrics;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Metrics that change together and are sent together.
 *
 * @param dimensions whose slices the family is reported in, {@code total} among them
 * @param measures every measure that any of the metrics uses
 */
public record Family(
    String name, List<String> dimensions, List<Metric> metrics, Set<String> measures) {

  static Family of(String name, List<String> dimensions, List<Metric> metrics) {
    Set<String> measures = new TreeSet<>();
    metrics.forEach(metric -> measures.addAll(metric.measures()));
    return new Family(name, List.copyOf(dimensions), List.copyOf(metrics), Set.copyOf(measures));
  }
}
