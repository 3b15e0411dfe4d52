package io.tributary.streams.metrics;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Metrics that change together and are sent together.
 *
 * @param dimensions whose slices the family is reported in, {@code total} among them
 */
public record Family(String name, List<String> dimensions, List<Metric> metrics) {
  /** Every measure that any of the metrics uses. */
  public Set<String> measures() {
    Set<String> measures = new TreeSet<>();
    metrics.forEach(metric -> measures.addAll(metric.measures()));
    return measures;
  }
}
