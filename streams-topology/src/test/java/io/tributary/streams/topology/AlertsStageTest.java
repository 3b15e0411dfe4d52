package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifier;
import io.tributary.event.Micros;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.RevenueEvent;
import io.tributary.output.MetricAlert;
import io.tributary.streams.policy.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From events to metric-alerts, with the rules in a file that is edited meanwhile. */
class AlertsStageTest {
  private static final Duration SOON = Duration.ofSeconds(35);
  private static final Policy POLICY = Policy.standard().withCurrency("EUR");
  private static final String TODAY = "2026-03-31T09:00:00Z";

  @TempDir private Path folder;
  private MetricsFixture pipeline;
  private int events;

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void aboveForSomeTimeAndTakenBackWithinTheDay() {
    start("slice: total, above: 1000, for: 10m");

    pipeline.send(opened("O1", "ada", "1500"));
    assertThat(changesAfter(SOON)).containsExactly("total| OK→PENDING threshold 1500");
    assertThat(changesAfter(Duration.ofMinutes(9))).isEmpty();
    assertThat(changesAfter(Duration.ofMinutes(1)))
        .containsExactly("total| PENDING→FIRING threshold 1500");
    assertThat(changesAfter(Duration.ofHours(1))).isEmpty();

    pipeline.send(changed("O1", "800"));
    assertThat(changesAfter(SOON)).containsExactly("total| FIRING→OK restated 800");
  }

  @Test
  void aValueThatIsBackOnAnotherDayHasRecovered() {
    start("slice: total, above: 1000");
    pipeline.send(opened("O1", "ada", "1500"));
    assertThat(changesAfter(SOON)).containsExactly("total| OK→FIRING threshold 1500");

    assertThat(changesAfter(Duration.ofDays(1))).as("still across on the next day").isEmpty();
    pipeline.send(changed("O1", "2026-04-01T09:00:00Z", "800"));

    assertThat(changesAfter(SOON)).containsExactly("total| FIRING→OK restated 800");
  }

  @Test
  void belowWithHysteresisAndHoldingOn() {
    start("slice: total, below: 1000, recover: 1200, keep_firing_for: 1h");
    pipeline.send(opened("O1", "ada", "900"));
    assertThat(changesAfter(SOON)).containsExactly("total| OK→FIRING threshold 900");

    pipeline.send(changed("O1", "1100"));
    assertThat(changesAfter(SOON)).isEmpty();
    pipeline.send(changed("O1", "1201"));
    assertThat(changesAfter(SOON)).isEmpty();
    assertThat(changesAfter(Duration.ofMinutes(58))).isEmpty();
    assertThat(changesAfter(Duration.ofMinutes(2)))
        .containsExactly("total| FIRING→OK restated 1201");
  }

  @Test
  void eachSliceOfADimensionIsJudgedByItself() {
    start("slice: owner, above: 1000");

    pipeline.send(opened("O1", "ada", "1500"));
    pipeline.send(opened("O2", "bob", "900"));

    assertThat(changesAfter(SOON)).containsExactly("owner|ada OK→FIRING threshold 1500");
  }

  @Test
  void aSampleThatIsTooSmallIsNoData() {
    start("slice: total, above: 1000, min_sample: 2, no_data: alert");
    pipeline.send(opened("O1", "ada", "1500"));
    assertThat(changesAfter(SOON)).containsExactly("total| OK→NO_DATA no_data 1500");

    pipeline.send(opened("O2", "ada", "100"));

    assertThat(changesAfter(SOON)).containsExactly("total| NO_DATA→FIRING threshold 1600");
  }

  @Test
  void aBrokenFileKeepsTheRulesAndARuleThatIsRemovedEndsItsAlerts() {
    start("slice: total, above: 1000");
    pipeline.send(opened("O1", "ada", "1500"));
    assertThat(changesAfter(SOON)).hasSize(1);

    write("alerts: [{name: pipeline, metrik: open_pipeline}]");
    assertThat(changesAfter(SOON)).isEmpty();
    pipeline.send(changed("O1", "800"));
    assertThat(changesAfter(SOON)).containsExactly("total| FIRING→OK restated 800");
    pipeline.send(changed("O1", "1600"));
    assertThat(changesAfter(SOON)).containsExactly("total| OK→FIRING threshold 1600");

    write("alerts: []");
    assertThat(changesAfter(SOON)).containsExactly("total| FIRING→OK rule_removed 1600");
  }

  @Test
  void aRuleThatIsAddedIsJudgedWithoutAnEvent() {
    start("slice: total, above: 2000");
    pipeline.send(opened("O1", "ada", "1500"));
    assertThat(changesAfter(SOON)).isEmpty();

    write(rule("slice: total, above: 1000"));

    assertThat(changesAfter(SOON)).containsExactly("total| OK→FIRING threshold 1500");
  }

  private void start(String settings) {
    write(rule(settings));
    pipeline =
        new MetricsFixture(
            folder.resolve("state"),
            POLICY,
            clock -> new AlertRulesSource(folder.resolve("alerts.yaml"), POLICY, clock));
  }

  private static String rule(String settings) {
    return "alerts: [{name: pipeline, metric: open_pipeline, window: R30, %s}]".formatted(settings);
  }

  private void write(String text) {
    try {
      Files.writeString(folder.resolve("alerts.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Rows that changed are out soon, whatever it took to make those before them: when no more
   * changes have come for some seconds, and in several parts on a slow machine.
   */
  private List<String> changesAfter(Duration time) {
    for (int second = 0; second < SOON.toSeconds(); second++) {
      pipeline.advance(Duration.ofSeconds(1));
    }
    pipeline.advance(time.minus(SOON));
    return pipeline.alerts().stream().map(AlertsStageTest::text).toList();
  }

  private static String text(MetricAlert alert) {
    return "%s|%s %s→%s %s %s"
        .formatted(
            alert.getDimension(),
            alert.getSlice(),
            alert.getPreviousState(),
            alert.getState(),
            alert.getReason(),
            Micros.format(alert.getValueMicros()));
  }

  private RevenueEvent opened(String opportunity, String owner, String amount) {
    return event(
        opportunity,
        TODAY,
        OpportunityOpened.newBuilder()
            .setOpportunityId(opportunity)
            .setOwner(owner)
            .setAmountMicros(Micros.parse(amount))
            .setCurrency("EUR")
            .build());
  }

  private RevenueEvent changed(String opportunity, String amount) {
    return changed(opportunity, "2026-03-31T10:00:%02dZ".formatted(events), amount);
  }

  private RevenueEvent changed(String opportunity, String at, String amount) {
    return event(
        opportunity,
        at,
        OpportunityChanged.newBuilder()
            .setOpportunityId(opportunity)
            .setAmountMicros(Micros.parse(amount))
            .build());
  }

  private RevenueEvent event(String account, String at, SpecificRecord body) {
    return new RevenueEvent(
        "evt-" + events++,
        "crm",
        "crm",
        "told",
        Instant.parse(at),
        TopologyFixture.NOW,
        List.of(new Identifier("account", "crm/" + account)),
        body);
  }
}
