package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.EntityContributions;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.example.Events;
import io.tributary.streams.example.WorkedExample;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.CustomerSince;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
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

  @Test
  void allIsAsIfTheOtherPolicyHadAlwaysBeenInForce() throws IOException {
    Path elsewhere = Files.createDirectory(stateDirectory.resolve("elsewhere"));
    try (MetricsFixture changed = workedExample(stateDirectory, CustomerSince.BILLING);
        MetricsFixture always = workedExample(elsewhere, CustomerSince.SALES)) {
      assertThat(changed.lifecycles()).isNotEqualTo(always.lifecycles());
      assertThat(ledger(changed)).isNotEqualTo(ledger(always));

      changed.restart(inEuros(CustomerSince.SALES));
      changed.flush();

      assertThat(changed.lifecycles()).isEqualTo(always.lifecycles());
      assertThat(ledger(changed)).isEqualTo(ledger(always));
      assertThat(changed.rows()).isEqualTo(always.rows());
      assertThat(changed.records().values())
          .allMatch(row -> row.getPolicyVersion().equals(inEuros(CustomerSince.SALES).version()));
    }
  }

  private static MetricsFixture workedExample(Path stateDirectory, CustomerSince since) {
    MetricsFixture pipeline =
        new MetricsFixture(stateDirectory, inEuros(since), clock -> () -> AlertRules.NONE);
    pipeline.send(WorkedExample.events());
    pipeline.flush();
    return pipeline;
  }

  private static Policy inEuros(CustomerSince since) {
    return WorkedExample.POLICY.withCustomerSince(since);
  }

  /** Without when it was written. */
  private static Map<String, EntityContributions> ledger(MetricsFixture pipeline) {
    pipeline.ledger().values().forEach(page -> page.setUpdatedAt(Instant.EPOCH));
    return pipeline.ledger();
  }

  private static long newCustomers(MetricsFixture pipeline) {
    return pipeline.ledgerSum("new_customers", BEFORE, AFTER);
  }

  private static Policy since(CustomerSince since) {
    return Policy.standard().withCustomerSince(since);
  }
}
