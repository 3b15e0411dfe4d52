package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.MetricValues;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.example.Events;
import io.tributary.streams.policy.Policy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day is over when the clock of the reporting zone says so, with or without events: in Berlin an
 * hour before midnight UTC in winter, two in summer. There clocks went back on 2026-10-25, a day of
 * 25 hours, and forward on 2027-03-28, one of 23.
 */
class DayCloseTest {
  @TempDir private Path stateDirectory;

  @Test
  void aDayOf25HoursEndsAtMidnightInWinterTime() {
    try (MetricsFixture pipeline = pipeline()) {
      pipeline.turnTo(Instant.parse("2026-10-24T21:58:00Z"));
      assertToday(pipeline, "2026-10-24");
      pipeline.turnTo(Instant.parse("2026-10-24T22:01:00Z"));
      assertToday(pipeline, "2026-10-25");
      // 23:58, for the day is an hour longer.
      pipeline.turnTo(Instant.parse("2026-10-25T22:58:00Z"));
      assertToday(pipeline, "2026-10-25");
      pipeline.turnTo(Instant.parse("2026-10-25T23:01:00Z"));
      assertToday(pipeline, "2026-10-26");
    }
  }

  @Test
  void aDayOf23HoursEndsAtMidnightInSummerTime() {
    try (MetricsFixture pipeline = pipeline()) {
      pipeline.turnTo(Instant.parse("2027-03-27T22:58:00Z"));
      assertToday(pipeline, "2027-03-27");
      pipeline.turnTo(Instant.parse("2027-03-27T23:01:00Z"));
      assertToday(pipeline, "2027-03-28");
      pipeline.turnTo(Instant.parse("2027-03-28T21:58:00Z"));
      assertToday(pipeline, "2027-03-28");
      pipeline.turnTo(Instant.parse("2027-03-28T22:01:00Z"));
      assertToday(pipeline, "2027-03-29");
    }
  }

  private MetricsFixture pipeline() {
    MetricsFixture pipeline =
        new MetricsFixture(
            stateDirectory,
            Policy.standard().withZone(ZoneId.of("Europe/Berlin")),
            clock -> () -> AlertRules.NONE);
    pipeline.send(new Events().opened("A", "A1", "2026-03-30", "1200.00"));
    return pipeline;
  }

  private static void assertToday(MetricsFixture pipeline, String day) {
    assertThat(pipeline.records().values())
        .filteredOn(MetricValues::getProvisional)
        .extracting(MetricValues::getAsOf)
        .isNotEmpty()
        .containsOnly(LocalDate.parse(day));
    assertThat(pipeline.rows().keySet())
        .contains("pipeline|total||" + day)
        .noneMatch(
            key ->
                key.compareTo("pipeline|total||" + day) > 0 && key.startsWith("pipeline|total||"));
  }
}
