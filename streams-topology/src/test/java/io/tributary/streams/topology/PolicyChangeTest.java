package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.example.Events;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.CustomerSince;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyChangeTest {
  private static final LocalDate BEFORE = LocalDate.of(2026, 2, 28);
  private static final LocalDate AFTER = LocalDate.of(2026, 4, 1);

  @TempDir private Path stateDirectory;

  @Test
  void underAnotherPolicyTheLedgerFollowsWithoutAnEvent() {
    try (MetricsFixture pipeline =
        new MetricsFixture(
            stateDirectory, since(CustomerSince.BILLING), clock -> () -> AlertRules.NONE)) {
      Events events = new Events();
      pipeline.send(events.opened("A", "A1", "2026-03-02", "1200.00"));
      pipeline.send(events.won("A", "A1", "2026-03-20"));
      pipeline.flush();
      assertThat(newCustomers(pipeline)).isZero();

      pipeline.restart(since(CustomerSince.SALES));
      pipeline.flush();
      assertThat(newCustomers(pipeline)).isEqualTo(1);

      pipeline.restart(since(CustomerSince.BILLING));
      pipeline.flush();
      assertThat(newCustomers(pipeline)).isZero();
    }
  }

  private static long newCustomers(MetricsFixture pipeline) {
    return pipeline.ledgerSum("new_customers", BEFORE, AFTER);
  }

  private static Policy since(CustomerSince since) {
    Policy standard = Policy.standard();
    return new Policy(
        standard.zone(),
        standard.currency(),
        since,
        standard.fiscalYearStart(),
        standard.cacLagDays(),
        standard.grossMarginMicros(),
        standard.stages(),
        standard.lookbackDays(),
        standard.dailyRows(),
        standard.clock());
  }
}
