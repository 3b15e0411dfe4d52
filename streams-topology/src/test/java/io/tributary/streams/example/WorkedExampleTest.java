package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Micros;
import io.tributary.event.RevenueEvent;
import io.tributary.output.MetricValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkedExampleTest {
  static final String FIGURES =
      """
      pipeline_velocity, R30, total, 30
      pipeline_velocity, R90, total, 34.285714
      cac, R30, total, 1500
      cac, R90, total, 2325
      cac, R30, channel|paid_search, null
      cac, R30, channel|events, 600
      cac, R30, channel|unassigned, null
      cac, R90, channel|paid_search, 3100
      cac, R90, channel|events, 620
      cac, R90, channel|unassigned, null
      mrr, R30, total, 460
      mrr, R90, total, 460
      mrr_new, R30, total, 200
      mrr_expansion, R30, total, 100
      mrr_contraction, R30, total, 0
      mrr_churn, R30, total, 50
      mrr_new, R90, total, 300
      mrr_expansion, R90, total, 100
      mrr_contraction, R90, total, 20
      mrr_churn, R90, total, 50
      gross_mrr_churn, R30, total, 0.238095
      net_mrr_churn, R30, total, -0.238095
      gross_mrr_churn, R90, total, 0.538462
      net_mrr_churn, R90, total, -0.230769
      logo_churn, R30, total, 0.333333
      logo_churn, R90, total, 0.5
      nrr, R30, total, 1.238095
      grr, R30, total, 0.761905
      nrr, R90, total, 0.461538
      grr, R90, total, 0.461538
      cac_payback, R30, total, 7.5
      cac_payback, R90, total, 15.5
      win_rate, R30, total, 0.5
      win_rate, R90, total, 0.666667
      average_cycle, R90, total, 35
      attributed_revenue:linear, R90, channel|paid_search, 400
      attributed_revenue:linear, R90, channel|email, 400
      attributed_revenue:linear, R90, channel|webinar, 400
      attributed_revenue:position, R90, channel|paid_search, 480
      attributed_revenue:position, R90, channel|email, 240
      attributed_revenue:position, R90, channel|webinar, 480
      attributed_revenue:first, R90, channel|paid_search, 1200
      attributed_revenue:last, R90, channel|webinar, 1200
      attributed_revenue:last, R90, channel|events, 2400
      """;

  private static final LocalDate TODAY = LocalDate.parse("2026-03-31");
  private static final Instant NOW = Instant.parse("2026-03-31T18:00:00Z");
  private static final Map<String, MetricValue> ROWS = rowsOf(WorkedExample.events());

  @ParameterizedTest
  @CsvSource(nullValues = "null", textBlock = FIGURES)
  void theTableHolds(String metric, String window, String slice, String value) {
    MetricValue row = ROWS.get(InMemoryPipeline.row(metric, window, slice, "2026-03-31"));

    assertThat(row).isNotNull();
    assertThat(row.getValueMicros() == null ? null : Micros.format(row.getValueMicros()))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"R30, 210", "R90, 130"})
  void theMrrAtTheStartOfTheWindowIsTheBase(String window, String base) {
    MetricValue row = ROWS.get(InMemoryPipeline.row("nrr", window, "total", "2026-03-31"));

    assertThat(Micros.format(row.getDenominatorMicros())).isEqualTo(base);
  }

  @Test
  void aLateEventRestatesTheDaysFromTheWinOnAndNoOther() {
    List<RevenueEvent> events = new ArrayList<>(WorkedExample.events());
    events.add(WorkedExample.lateEvent());

    Map<String, MetricValue> restated = rowsOf(events);

    assertThat(
            restated
                .get(InMemoryPipeline.row("pipeline_velocity", "R90", "total", "2026-03-31"))
                .getValueMicros())
        .isEqualTo(Micros.parse("40"));
    assertThat(daysThatDiffer(ROWS, restated)).first().isEqualTo("2026-03-13");
    assertThat(restated.keySet()).isEqualTo(ROWS.keySet());
  }

  @Property(tries = 15)
  void anyOrderAndAnyRepetitionGiveTheSameRows(@ForAll long seed) {
    Random random = new Random(seed);
    List<RevenueEvent> events = new ArrayList<>(WorkedExample.events());
    for (int i = 0; i < 10; i++) {
      events.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(events, random);

    assertThat(rowsOf(events)).isEqualTo(ROWS);
  }

  private static List<String> daysThatDiffer(
      Map<String, MetricValue> before, Map<String, MetricValue> after) {
    return before.keySet().stream()
        .filter(row -> !before.get(row).equals(after.get(row)))
        .map(row -> row.substring(row.lastIndexOf(' ') + 1))
        .distinct()
        .sorted()
        .toList();
  }

  private static Map<String, MetricValue> rowsOf(List<RevenueEvent> events) {
    InMemoryPipeline pipeline = new InMemoryPipeline(WorkedExample.POLICY, NOW);
    events.forEach(pipeline::accept);
    return new TreeMap<>(pipeline.rows(TODAY));
  }
}
