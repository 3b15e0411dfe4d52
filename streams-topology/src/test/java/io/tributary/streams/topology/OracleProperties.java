package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.RevenueEvent;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.oracle.Reference;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.CustomerSince;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * Rows that came through the whole topology, in any order, with customers that merge and part, and
 * restarts in between, are what the definitions make of the events.
 */
class OracleProperties {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  @Property(tries = 12)
  void rowsAreWhatTheDefinitionsSay(@ForAll long seed) throws IOException {
    assertRowsAreAsDefined(seed, 30, 4);
  }

  @Property(tries = 300)
  @Tag("slow")
  void rowsAreWhatTheDefinitionsSayForLong(@ForAll long seed) throws IOException {
    assertRowsAreAsDefined(seed, 60, 10);
  }

  private static void assertRowsAreAsDefined(long seed, int mostEvents, int days)
      throws IOException {
    Random random = new Random(seed);
    Policy policy = policy(random);
    Policy before = random.nextInt(3) == 0 ? policy(random) : policy;
    OracleHistory history = new OracleHistory(seed, mostEvents);
    Path directory = Files.createTempDirectory("oracle");
    try (MetricsFixture pipeline =
        new MetricsFixture(
            directory,
            before,
            RandomCompany.KINDS,
            RandomCompany.MAX_LINKS,
            clock -> () -> AlertRules.NONE)) {
      for (RevenueEvent event : history.arrivals()) {
        pipeline.send(event);
        if (random.nextInt(10) == 0) {
          pipeline.advance(Duration.ofMillis(random.nextInt(5_000)));
        }
        if (random.nextInt(20) == 0) {
          pipeline.restart();
        }
      }
      if (!before.equals(policy)) {
        // What was worked out by other definitions is worked out again.
        pipeline.restart(policy);
      }
      pipeline.flush();

      Reference reference = new Reference(history.byCustomer(), policy, TODAY);
      for (LocalDate asOf : asOfDays(random, days)) {
        assertThat(reference.differences(pipeline.records(), asOf))
            .as("seed %d, %s", seed, policy)
            .isEmpty();
      }
    }
  }

  private static NavigableSet<LocalDate> asOfDays(Random random, int count) {
    TreeSet<LocalDate> days = new TreeSet<>();
    days.add(TODAY);
    while (days.size() < count) {
      days.add(TODAY.minusDays(random.nextInt(300)));
    }
    return days;
  }

  private static <T> T anyOf(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static Policy policy(Random random) {
    Policy standard = Policy.standard();
    return new Policy(
        random.nextBoolean() ? ZoneId.of("UTC") : ZoneId.of("Europe/Berlin"),
        "EUR",
        anyOf(random, CustomerSince.values()),
        random.nextBoolean() ? Month.JANUARY : Month.NOVEMBER,
        random.nextBoolean() ? 0 : 10,
        random.nextBoolean() ? 1_000_000 : 800_000,
        standard.stages(),
        random.nextBoolean() ? 90 : 30,
        standard.dailyRows(),
        standard.clock());
  }
}
