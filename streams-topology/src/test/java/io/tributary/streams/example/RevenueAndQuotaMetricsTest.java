package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.InvoicePaid;
import io.tributary.event.Micros;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.QuotaSet;
import io.tributary.event.RefundIssued;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers worked out by hand. */
class RevenueAndQuotaMetricsTest {
  /** Paid are 200 on 02-10 and 300 on 03-10; refunded are 60 on 03-20 and 50 on 03-30. */
  static final String REVENUE =
      """
      revenue,        MTD, 2026-02-28, 200
      revenue,        R30, 2026-03-31, 190
      revenue,        R90, 2026-03-31, 390
      # A refund counts on its own day, so that a week may bring less than nothing.
      revenue,        R7,  2026-03-31, -50
      # 190 after the 200 of the 30 days before; −50 after −60
      revenue_growth, R30, 2026-03-31, -0.05
      revenue_growth, R7,  2026-03-31, -0.166667
      revenue_growth, R90, 2026-03-31, null
      """;

  /**
   * Ada is to sell 18,000 of January to March, told as 9,000 first: 200 a day. She wins 3,000 on
   * 02-10; Bob, who has no quota, 600 on 03-15. Open are 7,200 that are expected to close in March.
   */
  static final String QUOTA =
      """
      quota_attainment, QTD, total,     2026-03-31, 0.2
      quota_attainment, YTD, total,     2026-03-31, 0.2
      # 3000 ÷ 18000, and 3000 ÷ (41 × 200)
      quota_attainment, QTD, owner|Ada, 2026-03-31, 0.166667
      quota_pace,       QTD, total,     2026-02-10, 0.365854
      quota_attainment, QTD, total,     2026-02-10, 0.166667
      # 600 ÷ (31 × 200), and 600 ÷ (15 × 200)
      quota_attainment, MTD, total,     2026-03-15, 0.096774
      quota_pace,       MTD, total,     2026-03-15, 0.2
      quota_attainment, MTD, owner|Ada, 2026-03-15, 0
      quota_attainment, QTD, owner|Bob, 2026-03-31, null
      quota_pace,       QTD, owner|Bob, 2026-03-31, null
      # 7200 ÷ (18000 − 3600)
      coverage,         QTD, total,     2026-03-31, 0.5
      coverage,         QTD, owner|Bob, 2026-03-31, null
      """;

  private static final MetricTable CASH =
      new MetricTable(Policy.standard())
          .at("a", "2026-02-10T12:00:00", paid("I1", "200"))
          .at("a", "2026-03-10T12:00:00", paid("I2", "300"))
          .at("a", "2026-03-20T12:00:00", refunded("R1", "I2", "60"))
          .at("a", "2026-03-30T12:00:00", refunded("R2", "I1", "50"));

  private static final MetricTable SALES =
      new MetricTable(Policy.standard())
          .at("q", "2026-01-01T12:00:00", quota("9000"))
          .at("q", "2026-01-02T12:00:00", quota("18000"))
          .at("a", "2026-01-05T12:00:00", opened("O1", "Ada", "3000", null))
          .at("a", "2026-02-10T12:00:00", new OpportunityWon("O1", null, null, Map.of()))
          .at("b", "2026-01-05T12:00:00", opened("O2", "Bob", "600", null))
          .at("b", "2026-03-15T12:00:00", new OpportunityWon("O2", null, null, Map.of()))
          .at("c", "2026-01-05T12:00:00", opened("O3", "Ada", "7200", "2026-03-31"));

  @ParameterizedTest
  @CsvSource(nullValues = "null", textBlock = REVENUE)
  void revenue(String metric, String window, String asOf, String value) {
    assertThat(CASH.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(nullValues = "null", textBlock = QUOTA)
  void quotas(String metric, String window, String slice, String asOf, String value) {
    assertThat(SALES.value(metric, window, slice, asOf)).isEqualTo(value);
  }

  private static InvoicePaid paid(String id, String amount) {
    return new InvoicePaid(id, null, Micros.parse(amount), "USD", null, Map.of());
  }

  private static RefundIssued refunded(String id, String invoice, String amount) {
    return new RefundIssued(id, invoice, Micros.parse(amount), "USD", Map.of());
  }

  private static OpportunityOpened opened(
      String id, String owner, String amount, String expectedClose) {
    return OpportunityOpened.newBuilder()
        .setOpportunityId(id)
        .setOwner(owner)
        .setAmountMicros(Micros.parse(amount))
        .setCurrency("USD")
        .setExpectedClose(expectedClose == null ? null : LocalDate.parse(expectedClose))
        .build();
  }

  private static QuotaSet quota(String amount) {
    return QuotaSet.newBuilder()
        .setQuotaId("q")
        .setOwner("Ada")
        .setPeriodStart(LocalDate.parse("2026-01-01"))
        .setPeriodEnd(LocalDate.parse("2026-03-31"))
        .setAmountMicros(Micros.parse(amount))
        .setCurrency("USD")
        .build();
  }
}
