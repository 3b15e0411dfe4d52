package io.tributary.streams.metrics;

import io.tributary.streams.policy.Policy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every metric that there is. */
public final class MetricCatalogue {
  /** All families. */
  public static final List<Family> FAMILIES =
      List.of(
          PipelineMetrics.FAMILY,
          StageMetrics.FAMILY,
          ForecastMetrics.FAMILY,
          AcquisitionMetrics.FAMILY,
          RecurringMetrics.FAMILY,
          EconomicsMetrics.FAMILY,
          RevenueMetrics.FAMILY,
          AttributionMetrics.FAMILY,
          QuotaMetrics.FAMILY,
          SupportMetrics.FAMILY);

  private static final Map<String, int[]> FAMILIES_USING = familiesUsing();

  private MetricCatalogue() {}

  public static Stream<Metric> all(Policy policy) {
    return FAMILIES.stream().flatMap(family -> family.metrics(policy).stream());
  }

  public static Optional<Metric> named(String name, Policy policy) {
    return all(policy).filter(metric -> metric.name().equals(name)).findFirst();
  }

  public static Collection<String> names(Policy policy) {
    return all(policy).map(Metric::name).toList();
  }

  /** By name. */
  public static Family family(String name) {
    return FAMILIES.stream().filter(family -> family.name().equals(name)).findFirst().orElseThrow();
  }

  /** The places in {@link #FAMILIES} of those that use a measure. */
  static int[] familiesUsing(String measure) {
    return FAMILIES_USING.getOrDefault(general(measure), new int[0]);
  }

  /** The name up to its colon: whatever the policy, a family uses all variants or none. */
  private static String general(String measure) {
    int colon = measure.indexOf(':');
    return colon < 0 ? measure : measure.substring(0, colon + 1);
  }

  private static Map<String, int[]> familiesUsing() {
    List<List<String>> measures =
        FAMILIES.stream()
            .map(family -> family.measures(Policy.standard()).stream())
            .map(names -> names.map(MetricCatalogue::general).distinct().toList())
            .toList();
    return measures.stream()
        .flatMap(List::stream)
        .distinct()
        .collect(
            Collectors.toMap(
                measure -> measure,
                measure ->
                    IntStream.range(0, FAMILIES.size())
                        .filter(family -> measures.get(family).contains(measure))
                        .toArray()));
  }
}
