package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.metrics.Metric;
import io.tributary.streams.metrics.MetricCatalogue;
import io.tributary.streams.policy.Policy;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The warehouse takes each metric apart into the measures that its formula has in the code. */
class LedgerFormulasTest {
  private static final Pattern PART =
      Pattern.compile("\\('([a-z0-9_:]+)', '[a-z]+', '([a-z0-9_:]+)', '[a-z]+', -?[0-9]+\\)");
  private static final Pattern BY_THEMSELVES = Pattern.compile("unnest\\('\\{([a-z_,]+)}'::text");

  /** Where the ledger has what these are derived from. */
  private static final Map<String, String> DERIVED =
      Map.of(
          "won_cycle_bucket:", "won_cycle_ms",
          "lead_response_bucket:", "lead_response_ms",
          "first_response_bucket:", "first_response_ms",
          "resolution_bucket:", "resolution_ms",
          "stage_dwell_bucket:", "stage_dwell_ms:");

  /** Computed from the steps of mrr, which the ledger has. */
  private static final Set<String> NOT_IN_THE_LEDGER =
      Set.of("logos", "mrr_kept:", "mrr_floor:", "logos_kept:");

  /** What only says how many things are behind a value. */
  private static final Map<String, Set<String>> SAMPLES =
      Map.of(
          "win_rate_value", Set.of("won", "lost"),
          "open_pipeline", Set.of("open_opportunities"),
          "weighted_pipeline", Set.of("open_opportunities"),
          "forecast", Set.of("won"),
          "quota_attainment", Set.of("won"),
          "quota_pace", Set.of("won"));

  @Test
  void everyMetricIsTakenApartIntoTheMeasuresOfItsFormula() throws Exception {
    Map<String, Set<String>> parts = parts();
    Map<String, Set<String>> formulas = new TreeMap<>();
    MetricCatalogue.all(Policy.standard())
        .forEach(metric -> formulas.put(general(metric.name()), measures(metric)));

    assertThat(parts.keySet()).containsExactlyElementsOf(formulas.keySet());
    formulas.forEach(
        (metric, measures) -> {
          measures.removeAll(NOT_IN_THE_LEDGER);
          measures.removeAll(SAMPLES.getOrDefault(metric, Set.of()));
          assertThat(parts.get(metric)).as(metric).containsExactlyInAnyOrderElementsOf(measures);
        });
  }

  private static Set<String> measures(Metric metric) {
    Set<String> measures = new TreeSet<>();
    for (String measure : metric.measures()) {
      String named = general(measure);
      measures.add(DERIVED.getOrDefault(named, named));
    }
    return measures;
  }

  private static String general(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon + 1);
  }

  private static Map<String, Set<String>> parts() throws Exception {
    Map<String, Set<String>> parts = new TreeMap<>();
    try (InputStream file =
        LedgerFormulasTest.class.getResourceAsStream("/db/migration/V4__audit.sql")) {
      String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (Matcher part = PART.matcher(sql); part.find(); ) {
        parts.computeIfAbsent(part.group(1), metric -> new TreeSet<>()).add(part.group(2));
      }
      Matcher themselves = BY_THEMSELVES.matcher(sql);
      assertThat(themselves.find()).isTrue();
      for (String measure : themselves.group(1).split(",")) {
        parts.computeIfAbsent(measure, metric -> new TreeSet<>()).add(measure);
      }
    }
    return parts;
  }
}
