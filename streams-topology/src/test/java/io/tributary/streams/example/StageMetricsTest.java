package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityLost;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.streams.policy.Policy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers worked out by hand, over the stages Prospecting, Qualification, Proposal, Negotiation.
 */
class StageMetricsTest {
  /** Within one percent; of an even number the lower of the middle two. */
  static final String MEDIANS =
      """
      # 0, 2, 2 and 7 days
      stage_dwell_median:Prospecting,   MTD, 2026-03-31, 2
      # 0.5, 1 and 4
      stage_dwell_median:Qualification, MTD, 2026-03-31, 1
      # 0 and 2
      stage_dwell_median:Proposal,      MTD, 2026-03-31, 0
      # 2 and 5
      stage_dwell_median:Negotiation,   MTD, 2026-03-31, 2
      """;

  static final String FIGURES =
      """
      stage_conversion:Prospecting,   MTD, 2026-03-31, 1,        4
      stage_conversion:Qualification, MTD, 2026-03-31, 0.5,      4
      stage_conversion:Proposal,      MTD, 2026-03-31, 1,        2
      stage_conversion:Negotiation,   MTD, 2026-03-31, 0.5,      2
      stage_conversion:Qualification, MTD, 2026-03-12, 0.666667, 3
      stage_dwell_mean:Prospecting,   MTD, 2026-03-31, 2.75,     4
      stage_dwell_mean:Qualification, MTD, 2026-03-31, 1.833333, 3
      stage_dwell_mean:Proposal,      MTD, 2026-03-31, 1,        2
      stage_dwell_mean:Negotiation,   MTD, 2026-03-31, 3.5,      2
      stage_dwell_mean:Negotiation,   MTD, 2026-03-10, 5,        1
      """;

  private static final MetricTable TABLE = table();

  /**
   * O1 goes through all stages and is won. O2 begins at the second stage, skips the third and is
   * lost in the last. O3 goes back once and stays. O4 never says a stage of the policy.
   */
  private static MetricTable table() {
    MetricTable table = new MetricTable(Policy.standard());
    table
        .at("a", "2026-03-01T00:00:00", opened("O1", "Prospecting"))
        .at("a", "2026-03-03T00:00:00", stage("O1", "qualification "))
        .at("a", "2026-03-03T12:00:00", stage("O1", "Proposal"))
        .at("a", "2026-03-05T12:00:00", stage("O1", "Negotiation"))
        .at("a", "2026-03-06T12:00:00", stage("O1", "Legal"))
        .at("a", "2026-03-10T12:00:00", won("O1"));
    table
        .at("b", "2026-03-05T00:00:00", opened("O2", "Qualification"))
        .at("b", "2026-03-09T00:00:00", stage("O2", "Negotiation"))
        .at("b", "2026-03-11T00:00:00", lost("O2"));
    table
        .at("c", "2026-03-10T00:00:00", opened("O3", "Prospecting"))
        .at("c", "2026-03-12T00:00:00", stage("O3", "Qualification"))
        .at("c", "2026-03-13T00:00:00", stage("O3", "Prospecting"))
        .at("c", "2026-03-20T00:00:00", stage("O3", "Qualification"));
    table.at("d", "2026-03-10T00:00:00", opened("O4", "Legal"));
    return table;
  }

  @ParameterizedTest
  @CsvSource(textBlock = FIGURES)
  void theWayThroughTheStages(
      String metric, String window, String asOf, String value, long sample) {
    assertThat(TABLE.value(metric, window, "total", asOf)).isEqualTo(value);
    assertThat(TABLE.row(metric, window, "total", asOf).getSample()).isEqualTo(sample);
  }

  @ParameterizedTest
  @CsvSource(textBlock = MEDIANS)
  void theMedianCountsAStageThatWasSkippedAsLeftAtOnce(
      String metric, String window, String asOf, double days) {
    assertThat(Double.parseDouble(TABLE.value(metric, window, "total", asOf)))
        .isCloseTo(days, within(days / 100));
  }

  @Test
  void aRowSaysNothingOfAStageThatTheSliceHasNotSeen() {
    assertThat(TABLE.has("stage_conversion:Proposal", "MTD", "total", "2026-03-02")).isFalse();
    assertThat(TABLE.has("stage_conversion:Prospecting", "MTD", "total", "2026-03-02")).isTrue();
    assertThat(TABLE.value("stage_conversion:Prospecting", "R7", "total", "2026-03-31")).isNull();
    assertThat(TABLE.value("stage_dwell_median:Negotiation", "MTD", "total", "2026-03-09"))
        .isNull();
  }

  @Test
  void whoWinsWithoutEveryStageHasPassedThemAll() {
    MetricTable table = new MetricTable(Policy.standard());
    table
        .at("a", "2026-03-01T00:00:00", opened("O1", "Qualification"))
        .at("a", "2026-03-04T00:00:00", won("O1"));

    assertThat(table.value("stage_conversion:Prospecting", "MTD", "total", "2026-03-31"))
        .isEqualTo("1");
    assertThat(table.value("stage_conversion:Negotiation", "MTD", "total", "2026-03-31"))
        .isEqualTo("1");
    assertThat(table.value("stage_dwell_mean:Negotiation", "MTD", "total", "2026-03-31"))
        .isEqualTo("0");
    assertThat(table.value("stage_dwell_mean:Qualification", "MTD", "total", "2026-03-31"))
        .isEqualTo("3");
  }

  @Test
  void whoIsReopenedEntersAgain() {
    MetricTable table = new MetricTable(Policy.standard());
    table
        .at("a", "2026-03-01T00:00:00", opened("O1", "Proposal"))
        .at("a", "2026-03-02T00:00:00", lost("O1"))
        .at("a", "2026-03-05T00:00:00", stage("O1", "Proposal"))
        .at("a", "2026-03-08T00:00:00", lost("O1"));

    assertThat(table.row("stage_conversion:Proposal", "MTD", "total", "2026-03-31").getSample())
        .isEqualTo(2);
    assertThat(table.row("stage_conversion:Prospecting", "MTD", "total", "2026-03-31").getSample())
        .isEqualTo(1);
    assertThat(table.value("stage_dwell_mean:Proposal", "MTD", "total", "2026-03-31"))
        .isEqualTo("2");
  }

  @Test
  void stageByItsNameOrItsOwnProbabilityWeighsTheAmount() {
    MetricTable table = new MetricTable(Policy.standard());
    table
        .at("a", "2026-03-01T00:00:00", amount(opened("O1", "Proposal"), 1_000))
        .at("b", "2026-03-01T00:00:00", amount(opened("O2", "Legal"), 1_000))
        .at(
            "c",
            "2026-03-01T00:00:00",
            amount(
                OpportunityOpened.newBuilder(opened("O3", "Proposal"))
                    .setProbabilityMicros(900_000L)
                    .build(),
                1_000));

    // 500 by the stage, nothing by one that nobody knows, 900 by its own.
    assertThat(table.value("weighted_pipeline", "R30", "total", "2026-03-31")).isEqualTo("1400");
  }

  private static OpportunityOpened opened(String id, String stage) {
    return OpportunityOpened.newBuilder().setOpportunityId(id).setStage(stage).build();
  }

  private static OpportunityOpened amount(OpportunityOpened opened, long amount) {
    opened.setAmountMicros(amount * 1_000_000);
    opened.setCurrency("USD");
    return opened;
  }

  private static OpportunityChanged stage(String id, String stage) {
    return OpportunityChanged.newBuilder().setOpportunityId(id).setStage(stage).build();
  }

  private static OpportunityWon won(String id) {
    return new OpportunityWon(id, null, null, Map.of());
  }

  private static OpportunityLost lost(String id) {
    return new OpportunityLost(id, null, Map.of());
  }
}
