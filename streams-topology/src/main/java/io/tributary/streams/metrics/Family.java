package io.tributary.streams.metrics;

import io.tributary.streams.policy.Policy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Metrics that change together and are sent together.
 *
 * @param dimensions whose slices the family is reported in, {@code total} among them
 * @param metrics which metrics there are may depend on the policy: on the stages of the pipeline
 */
public record Family(String name, List<String> dimensions, Function<Policy, List<Metric>> metrics) {

  static Family of(String name, List<String> dimensions, List<Metric> metrics) {
    List<Metric> always = List.copyOf(metrics);
    return new Family(name, List.copyOf(dimensions), policy -> always);
  }

  public List<Metric> metrics(Policy policy) {
    return metrics.apply(policy);
  }

  /** Every measure that any of the metrics uses; a name that ends with a colon: its variants. */
  public Set<String> measures(Policy policy) {
    Set<String> measures = new LinkedHashSet<>();
    metrics(policy).forEach(metric -> measures.addAll(metric.measures()));
    return measures;
  }
}
