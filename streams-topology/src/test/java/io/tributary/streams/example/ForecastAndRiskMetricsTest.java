package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.InvoicePaid;
import io.tributary.event.InvoicePaymentFailed;
import io.tributary.event.Micros;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.QuotaSet;
import io.tributary.event.RatingKind;
import io.tributary.event.SatisfactionRated;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionResumed;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import io.tributary.event.TicketSolved;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers worked out by hand. */
class ForecastAndRiskMetricsTest {
  static final String FIGURES =
      """
      forecast, total,     2026-03-31, 3000
      forecast, total,     2026-01-31, 2000.001
      forecast, total,     2025-12-31, 1000
      forecast, owner|Ada, 2026-03-31, 3000
      coverage, total,     2026-03-31, 0.75
      coverage, total,     2026-01-31, 0.777778
      coverage, total,     2025-12-31, null
      """;

  private static final MetricTable QUARTER = quarter();

  /**
   * Won 1,000 in the quarter, of a quota of 9,000 by Ada. Open: 2,000 at 50 % in this quarter,
   * 4,000 at 25 % overdue since December, 8,000 next quarter, 16,000 with no date.
   */
  private static MetricTable quarter() {
    MetricTable table = new MetricTable(Policy.standard());
    table
        .at("a", "2026-01-02T00:00:00", opened("O1", "1000", 1, "2026-02-01"))
        .at("a", "2026-02-10T00:00:00", new OpportunityWon("O1", null, null, Map.of()))
        .at("b", "2026-01-02T00:00:00", opened("O2", "2000", 500_000, "2026-03-31"))
        .at("c", "2025-11-02T00:00:00", opened("O3", "4000", 250_000, "2025-12-31"))
        .at("d", "2026-01-02T00:00:00", opened("O4", "8000", 500_000, "2026-04-01"))
        .at("e", "2026-01-02T00:00:00", opened("O5", "16000", 500_000, null))
        .at(
            "q",
            "2026-01-01T00:00:00",
            QuotaSet.newBuilder()
                .setQuotaId("q")
                .setOwner("Ada")
                .setPeriodStart(LocalDate.parse("2026-01-01"))
                .setPeriodEnd(LocalDate.parse("2026-03-31"))
                .setAmountMicros(Micros.parse("9000"))
                .setCurrency("USD")
                .build());
    return table;
  }

  @ParameterizedTest
  @CsvSource(nullValues = "null", textBlock = FIGURES)
  void theQuarter(String metric, String slice, String asOf, String value) {
    assertThat(QUARTER.value(metric, "QTD", slice, asOf)).isEqualTo(value);
  }

  @Test
  void whenTheQuotaIsReachedNothingIsLeftToCover() {
    MetricTable table = quarter();
    table.at("f", "2026-03-01T00:00:00", opened("O6", "9000", 1, null));
    table.at("f", "2026-03-02T00:00:00", new OpportunityWon("O6", null, null, Map.of()));

    assertThat(table.value("coverage", "QTD", "total", "2026-03-31")).isNull();
    assertThat(table.row("coverage", "QTD", "total", "2026-03-31").getNumeratorMicros())
        .isEqualTo(Micros.parse("6000"));
  }

  private static OpportunityOpened opened(
      String id, String amount, long probabilityMicros, String expectedClose) {
    return OpportunityOpened.newBuilder()
        .setOpportunityId(id)
        .setOwner("Ada")
        .setAmountMicros(Micros.parse(amount))
        .setCurrency("USD")
        .setProbabilityMicros(probabilityMicros)
        .setExpectedClose(expectedClose == null ? null : LocalDate.parse(expectedClose))
        .build();
  }

  @Test
  void anUrgentTicketPutsTheMrrAtRiskThreeDaysLater() {
    MetricTable table =
        subscribed()
            .at(
                "a",
                "2026-03-10T12:00:00",
                TicketOpened.newBuilder()
                    .setTicketId("T")
                    .setPriority(TicketPriority.URGENT)
                    .build())
            .at("a", "2026-03-20T12:00:00", new TicketSolved("T", null, Map.of()));

    assertAtRisk(table, "2026-03-12", "0");
    assertAtRisk(table, "2026-03-13", "100");
    assertAtRisk(table, "2026-03-19", "100");
    assertAtRisk(table, "2026-03-20", "0");
  }

  @Test
  void aBadRatingIsForgottenAfterNinetyDaysOrByABetterOne() {
    MetricTable table = subscribed().at("a", "2025-12-05T12:00:00", rated("X1", 2));

    assertAtRisk(table, "2025-12-04", "0");
    assertAtRisk(table, "2026-03-04", "100");
    assertAtRisk(table, "2026-03-05", "0");
    assertAtRisk(table.at("a", "2026-01-05T12:00:00", rated("X2", 5)), "2026-01-05", "0");
    assertAtRisk(table, "2026-01-04", "100");
  }

  @Test
  void aFailedPaymentIsARiskUntilOneIsMade() {
    MetricTable table =
        subscribed()
            .at(
                "a",
                "2026-03-01T12:00:00",
                new InvoicePaymentFailed("I1", null, null, null, null, Map.of()))
            .at("a", "2026-03-05T12:00:00", new InvoicePaid("I2", null, 1L, "USD", null, Map.of()))
            .at(
                "a",
                "2026-03-08T12:00:00",
                new InvoicePaymentFailed("I3", null, null, null, null, Map.of()));

    assertAtRisk(table, "2026-02-28", "0");
    assertAtRisk(table, "2026-03-04", "100");
    assertAtRisk(table, "2026-03-05", "0");
    assertAtRisk(table, "2026-03-31", "100");
  }

  @Test
  void noticeIsARiskUntilTheEndOrUntilItIsWithdrawn() {
    MetricTable table =
        subscribed()
            .at(
                "a",
                "2026-03-01T12:00:00",
                new SubscriptionCancelled(
                    "S", Instant.parse("2026-03-20T00:00:00Z"), true, null, Map.of()));

    assertAtRisk(table, "2026-02-28", "0");
    assertAtRisk(table, "2026-03-19", "100");
    assertAtRisk(table, "2026-03-20", "0");
    table.at("a", "2026-03-10T12:00:00", new SubscriptionResumed("S", Map.of()));
    assertAtRisk(table, "2026-03-09", "100");
    assertAtRisk(table, "2026-03-10", "0");
  }

  private static MetricTable subscribed() {
    return new MetricTable(Policy.standard())
        .at(
            "a",
            "2025-12-01T12:00:00",
            SubscriptionStarted.newBuilder()
                .setSubscriptionId("S")
                .setUnitAmountMicros(Micros.parse("100"))
                .setCurrency("USD")
                .setInterval(BillingInterval.MONTH)
                .build());
  }

  private static SatisfactionRated rated(String id, int score) {
    return new SatisfactionRated(id, null, RatingKind.CSAT, score, null, Map.of());
  }

  private static void assertAtRisk(MetricTable table, String asOf, String value) {
    assertThat(table.value("mrr_at_risk", "R30", "total", asOf)).isEqualTo(value);
  }
}
