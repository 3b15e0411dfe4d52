package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.FxRateSet;
import io.tributary.event.Identifier;
import io.tributary.event.Micros;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SubscriptionStarted;
import io.tributary.output.MetricValue;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.example.WorkedExample;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchange rates through every stage: from an event to the rows that they reach, and no others. */
class RatesTopologyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  @TempDir private Path stateDirectory;

  @Test
  void theWorkedExampleWithACustomerInDollarsIsRestatedFromTheDayOfACorrectedRate() {
    try (MetricsFixture pipeline = pipeline()) {
      pipeline.send(WorkedExample.events());
      pipeline.send(subscribedInDollars());
      pipeline.flush();
      assertThat(mrr(pipeline)).as("no rate is known").isEqualTo("460");

      pipeline.send(rate("r1", "2026-01-01", "0.80"));
      pipeline.flush();
      assertThat(mrr(pipeline)).isEqualTo("540");

      pipeline.restart();
      pipeline.flush();
      pipeline.forgetWritten();
      pipeline.send(rate("r2", "2026-03-20", "0.90"));
      pipeline.flush();
      assertThat(mrr(pipeline)).isEqualTo("550");
      assertThat(pipeline.written().first()).isEqualTo(LocalDate.of(2026, 3, 20));
      assertThat(value(pipeline, "mrr_fx", "R30")).isEqualTo("10");
      assertThat(value(pipeline, "mrr_new", "R30")).isEqualTo("200");
      assertThat(value(pipeline, "mrr_fx", "R7")).isEqualTo("0");
    }
  }

  @Test
  void aRateOfACurrencyThatNobodyPaysInSendsNothing() {
    try (MetricsFixture pipeline = pipeline()) {
      pipeline.send(WorkedExample.events());
      pipeline.flush();
      pipeline.forgetWritten();

      pipeline.send(rate("r1", "2026-01-01", "0.80"));
      pipeline.flush();

      assertThat(pipeline.written()).isEmpty();
    }
  }

  @Test
  void aRateOfTwoOthersReachesWhoeverComesThroughThem() {
    try (MetricsFixture pipeline = pipeline()) {
      pipeline.send(WorkedExample.events());
      pipeline.send(subscribedInDollars());
      pipeline.send(rate("r1", "CHF", "EUR", "2026-01-01", "0.50"));
      pipeline.flush();
      assertThat(mrr(pipeline)).isEqualTo("460");
      pipeline.forgetWritten();

      pipeline.send(rate("r2", "USD", "CHF", "2026-03-20", "2"));
      pipeline.flush();
      assertThat(mrr(pipeline)).isEqualTo("560");
      assertThat(pipeline.written().first()).isEqualTo(LocalDate.of(2026, 3, 20));
      pipeline.forgetWritten();

      pipeline.send(rate("r3", "CHF", "EUR", "2026-03-25", "0.60"));
      pipeline.flush();
      assertThat(mrr(pipeline)).isEqualTo("580");
      assertThat(pipeline.written().first()).isEqualTo(LocalDate.of(2026, 3, 25));
    }
  }

  private MetricsFixture pipeline() {
    return new MetricsFixture(stateDirectory, WorkedExample.POLICY, clock -> () -> AlertRules.NONE);
  }

  private static RevenueEvent subscribedInDollars() {
    return event(
        "dollars",
        "account",
        "G",
        SubscriptionStarted.newBuilder()
            .setSubscriptionId("SG")
            .setUnitAmountMicros(Micros.parse("100"))
            .setCurrency("USD")
            .setInterval(BillingInterval.MONTH)
            .build());
  }

  private static RevenueEvent rate(String id, String day, String rate) {
    return rate(id, "USD", "EUR", day, rate);
  }

  private static RevenueEvent rate(String id, String base, String quote, String day, String rate) {
    return event(
        id,
        "fx_rate",
        base + '/' + quote,
        new FxRateSet(base, quote, LocalDate.parse(day), rate, Map.of()));
  }

  private static RevenueEvent event(String id, String kind, String value, Object body) {
    return new RevenueEvent(
        id,
        "crm",
        "crm",
        "told",
        Instant.parse("2026-02-01T12:00:00Z"),
        Instant.EPOCH,
        List.of(new Identifier(kind, "crm/" + value)),
        body);
  }

  private static String mrr(MetricsFixture pipeline) {
    return value(pipeline, "mrr", "R30");
  }

  private static String value(MetricsFixture pipeline, String metric, String window) {
    MetricValue row = pipeline.rows().get("recurring|total||" + TODAY).get(metric + ' ' + window);
    return Micros.format(row.getValueMicros());
  }
}
