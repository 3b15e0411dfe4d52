package io.tributary.streams.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
}
