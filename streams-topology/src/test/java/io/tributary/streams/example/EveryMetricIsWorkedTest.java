package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.metrics.Metric;
import io.tributary.streams.metrics.MetricCatalogue;
import io.tributary.streams.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No metric without a number that was worked out by hand: each has a line in one of the tables that
 * the tests of this package take their cases from.
 */
class EveryMetricIsWorkedTest {
  /** Each line begins with the name of a metric. */
  private static final List<String> TABLES =
      List.of(
          WorkedExampleTest.FIGURES,
          PipelineMetricsTest.FIGURES,
          PipelineMetricsTest.MEDIANS,
          StageMetricsTest.FIGURES,
          StageMetricsTest.MEDIANS,
          ForecastAndRiskMetricsTest.FIGURES,
          LeadAndSupportMetricsTest.LEADS_FIGURES,
          LeadAndSupportMetricsTest.SUPPORT_FIGURES,
          LeadAndSupportMetricsTest.PERCENTILES,
          RecurringMetricsTest.FIGURES,
          EconomicsMetricsTest.FIGURES,
          EconomicsMetricsTest.LAGGED,
          RevenueAndQuotaMetricsTest.REVENUE,
          RevenueAndQuotaMetricsTest.QUOTA,
          AttributionMetricsTest.FIGURES,
          CurrencyMetricsTest.FIGURES);

  @Test
  void everyMetricOfTheCatalogueHasAFigure() {
    Set<String> worked =
        TABLES.stream()
            .flatMap(String::lines)
            // That there is no value is no number.
            .filter(line -> !line.startsWith("#") && !line.endsWith("null"))
            .map(line -> line.substring(0, line.indexOf(',')))
            .collect(Collectors.toSet());

    assertThat(worked)
        .containsExactlyInAnyOrderElementsOf(
            MetricCatalogue.all(Policy.standard()).map(Metric::name).toList());
  }
}
