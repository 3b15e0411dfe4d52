package io.tributary.streams.metrics;

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
          AcquisitionMetrics.FAMILY,
          RecurringMetrics.FAMILY,
          EconomicsMetrics.FAMILY,
          RevenueMetrics.FAMILY,
          QuotaMetrics.FAMILY);

  private static final Map<String, int[]> FAMILIES_USING = familiesUsing();

  private MetricCatalogue() {}

  public static Stream<Metric> all() {
    return FAMILIES.stream().flatMap(family -> family.metrics().stream());
  }

  public static Optional<Metric> named(String name) {
    return all().filter(metric -> metric.name().equals(name)).findFirst();
  }

  public static Collection<String> names() {
    return all().map(Metric::name).toList();
  }

  /** The family that a metric belongs to. */
  public static Optional<Family> familyOf(String metric) {
    return FAMILIES.stream()
        .filter(family -> family.metrics().stream().anyMatch(own -> own.name().equals(metric)))
        .findFirst();
  }

  /** The places in {@link #FAMILIES} of those that use a measure. */
  static int[] familiesUsing(String measure) {
    return FAMILIES_USING.getOrDefault(measure, new int[0]);
  }

  private static Map<String, int[]> familiesUsing() {
    return all()
        .flatMap(metric -> metric.measures().stream())
        .distinct()
        .collect(
            Collectors.toMap(
                measure -> measure,
                measure ->
                    IntStream.range(0, FAMILIES.size())
                        .filter(family -> FAMILIES.get(family).measures().contains(measure))
                        .toArray()));
  }
}
