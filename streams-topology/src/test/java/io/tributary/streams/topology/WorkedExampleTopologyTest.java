package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Micros;
import io.tributary.event.RevenueEvent;
import io.tributary.output.MetricValue;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.example.WorkedExample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked example through every stage, from the event topics to metric-values. */
class WorkedExampleTopologyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  @TempDir private static Path stateDirectory;
  private static MetricsFixture told;

  @BeforeAll
  static void tell() {
    told = pipeline("told");
    told.send(WorkedExample.events());
    told.flush();
  }

  @AfterAll
  static void stop() {
    told.close();
  }

  private static MetricsFixture pipeline(String name) {
    return new MetricsFixture(
        stateDirectory.resolve(name), WorkedExample.POLICY, clock -> () -> AlertRules.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ',',
      nullValues = "null",
      textBlock =
          """
          pipeline|total|, pipeline_velocity, 30, 34.285714
          acquisition|total|, cac, 1500, 2325
          acquisition|channel|paid_search, cac, null, 3100
          acquisition|channel|events, cac, 600, 620
          acquisition|channel|unassigned, cac, null, null
          recurring|total|, mrr, 460, 460
          recurring|total|, mrr_new, 200, 300
          recurring|total|, mrr_expansion, 100, 100
          recurring|total|, mrr_contraction, 0, 20
          recurring|total|, mrr_churn, 50, 50
          recurring|total|, gross_mrr_churn, 0.238095, 0.538462
          recurring|total|, net_mrr_churn, -0.238095, -0.230769
          recurring|total|, logo_churn, 0.333333, 0.5
          recurring|total|, nrr, 1.238095, 0.461538
          recurring|total|, grr, 0.761905, 0.461538
          economics|total|, cac_payback, 7.5, 15.5
          """)
  void theTableHolds(String slice, String metric, String r30, String r90) {
    assertThat(value(told, slice, metric, "R30")).isEqualTo(r30);
    assertThat(value(told, slice, metric, "R90")).isEqualTo(r90);
  }

  @Test
  void theLateEventRestatesTheDaysFromTheWinOnAndSendsNoOther() {
    try (MetricsFixture pipeline = pipeline("late")) {
      pipeline.send(WorkedExample.events());
      pipeline.flush();
      pipeline.forgetWritten();

      pipeline.send(WorkedExample.lateEvent());
      pipeline.flush();

      assertThat(value(pipeline, "pipeline|total|", "pipeline_velocity", "R90")).isEqualTo("40");
      assertThat(pipeline.written().first()).isEqualTo(LocalDate.of(2026, 3, 13));
      told.rows()
          .forEach(
              (row, values) -> {
                if (row.substring(row.lastIndexOf('|') + 1).compareTo("2026-03-13") < 0) {
                  assertThat(pipeline.rows().get(row)).as(row).isEqualTo(values);
                }
              });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyOrderAnyRepetitionAndAnyPaceEndInTheSameRows(long seed) {
    Random random = new Random(seed);
    List<RevenueEvent> events = new ArrayList<>(WorkedExample.events());
    for (int i = 0; i < 10; i++) {
      events.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(events, random);

    try (MetricsFixture shuffled = pipeline("shuffled-" + seed)) {
      for (RevenueEvent event : events) {
        shuffled.send(event);
        if (random.nextInt(8) == 0) {
          shuffled.advance(Duration.ofSeconds(random.nextInt(40)));
        }
      }
      shuffled.flush();

      assertThat(shuffled.rows()).isEqualTo(told.rows());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pipeline, won_amount, won_amount",
    "acquisition, spend_marketing, spend_marketing",
    "recurring, mrr_new, mrr_new",
    "recurring, mrr_churn, mrr_churn"
  })
  void aRowIsTheSumOfTheLedger(String family, String metric, String measure) {
    MetricValue row = told.rows().get(family + "|total||" + TODAY).get(metric + " R90");

    assertThat(row.getValueMicros())
        .isEqualTo(told.ledgerSum(measure, TODAY.minusDays(90), TODAY))
        .isPositive();
  }

  private static String value(MetricsFixture pipeline, String slice, String metric, String window) {
    MetricValue row = pipeline.rows().get(slice + '|' + TODAY).get(metric + ' ' + window);
    assertThat(row).as("%s %s %s", slice, metric, window).isNotNull();
    return row.getValueMicros() == null ? null : Micros.format(row.getValueMicros());
  }
}
