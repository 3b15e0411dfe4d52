package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.event.Micros;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityLost;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.streams.policy.Policy;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers worked out by hand. */
class PipelineMetricsTest {
  /**
   * Of March: won are O1, O2 and O6; lost are O3, O4 and O5; open are O7 and O8. The cycles are 10
   * and 20 days, and one that cannot be.
   */
  static final String FIGURES =
      """
      opened,             MTD, 2026-03-31, 8
      opened,             R30, 2026-03-31, 6
      opened,             R7,  2026-03-31, 2
      won,                MTD, 2026-03-31, 3
      lost,               MTD, 2026-03-31, 3
      win_rate,           MTD, 2026-03-31, 0.5
      won_amount,         MTD, 2026-03-31, 8000
      average_won_amount, MTD, 2026-03-31, 2666.666667
      # 8000 of 8000 + 3200
      win_rate_value,     MTD, 2026-03-31, 0.714286
      average_cycle,      MTD, 2026-03-31, 15
      open_opportunities, MTD, 2026-03-31, 2
      open_pipeline,      MTD, 2026-03-31, 6000
      # 5000 × 0.5 + 1000 × 0.1
      weighted_pipeline,  MTD, 2026-03-31, 2600
      # 2 × 1/2 × 2666.67 ÷ 15
      pipeline_velocity,  MTD, 2026-03-31, 177.777778
      # What was won, reopened and lost was never won, and is open again from the day it was reopened.
      won,                MTD, 2026-03-13, 2
      open_opportunities, MTD, 2026-03-13, 3
      open_opportunities, MTD, 2026-03-14, 4
      # What was lost, reopened and lost again is lost once, on the last day.
      open_opportunities, MTD, 2026-03-07, 3
      open_opportunities, MTD, 2026-03-08, 4
      lost,               MTD, 2026-03-06, 0
      lost,               MTD, 2026-03-24, 2
      lost,               MTD, 2026-03-25, 3
      # What was won before it was opened is won, has no cycle and was never open.
      won_amount,         MTD, 2026-03-10, 4000
      average_cycle,      MTD, 2026-03-10, null
      pipeline_velocity,  MTD, 2026-03-10, null
      open_pipeline,      MTD, 2026-03-21, 700
      # Nothing was won in these days, one was lost.
      win_rate,           R7,  2026-03-31, 0
      win_rate_value,     R7,  2026-03-31, 0
      average_won_amount, R7,  2026-03-31, null
      average_cycle,      R7,  2026-03-31, null
      pipeline_velocity,  R7,  2026-03-31, null
      median_cycle,       R7,  2026-03-31, null
      # Nothing was won or lost in these.
      win_rate,           MTD, 2026-03-02, null
      win_rate_value,     MTD, 2026-03-02, null
      """;

  /** Medians are within one percent; of two the first. */
  static final String MEDIANS =
      """
      median_cycle, MTD, 2026-03-31, 10
      median_cycle, R7,  2026-03-22, 20
      """;

  private static final MetricTable TABLE =
      new MetricTable(Policy.standard())
          .at("a", "2026-03-01T00:00:00", opened("O1", "1000"))
          .at("a", "2026-03-11T00:00:00", won("O1"))
          .at("b", "2026-03-01T00:00:00", opened("O2", "3000"))
          .at("b", "2026-03-21T00:00:00", won("O2"))
          .at("c", "2026-03-05T00:00:00", opened("O3", "2000"))
          .at("c", "2026-03-15T00:00:00", lost("O3"))
          .at("d", "2026-03-10T00:00:00", opened("O4", "500"))
          .at("d", "2026-03-12T00:00:00", won("O4"))
          .at("d", "2026-03-14T00:00:00", reopened("O4"))
          .at("d", "2026-03-20T00:00:00", lost("O4"))
          .at("e", "2026-03-02T00:00:00", opened("O5", "700"))
          .at("e", "2026-03-06T00:00:00", lost("O5"))
          .at("e", "2026-03-08T00:00:00", reopened("O5"))
          .at("e", "2026-03-25T00:00:00", lost("O5"))
          .at("f", "2026-03-10T00:00:00", won("O6"))
          .at("f", "2026-03-20T00:00:00", opened("O6", "4000"))
          .at("g", "2026-03-25T00:00:00", in("Proposal", opened("O7", "5000")))
          .at("h", "2026-03-26T00:00:00", in("Prospecting", opened("O8", "1000")));

  @ParameterizedTest
  @CsvSource(nullValues = "null", textBlock = FIGURES)
  void whatIsWonAndLost(String metric, String window, String asOf, String value) {
    assertThat(TABLE.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(textBlock = MEDIANS)
  void mediansAreOffByOnePercentAtMost(String metric, String window, String asOf, double days) {
    assertThat(Double.parseDouble(TABLE.value(metric, window, "total", asOf)))
        .isCloseTo(days, within(days / 100));
  }

  private static OpportunityOpened opened(String id, String amount) {
    return OpportunityOpened.newBuilder()
        .setOpportunityId(id)
        .setAmountMicros(Micros.parse(amount))
        .setCurrency("USD")
        .build();
  }

  private static OpportunityOpened in(String stage, OpportunityOpened opened) {
    opened.setStage(stage);
    return opened;
  }

  private static OpportunityChanged reopened(String id) {
    return OpportunityChanged.newBuilder().setOpportunityId(id).setStage("Legal").build();
  }

  private static OpportunityWon won(String id) {
    return new OpportunityWon(id, null, null, Map.of());
  }

  private static OpportunityLost lost(String id) {
    return new OpportunityLost(id, null, Map.of());
  }
}
