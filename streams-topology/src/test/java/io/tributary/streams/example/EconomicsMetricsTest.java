package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.Micros;
import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionStarted;
import java.time.LocalDate;
import java.time.Month;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers worked out by hand, with a gross margin of 0.8. */
class EconomicsMetricsTest {
  /**
   * Marketing spent 20 a day in March, sales 10 a day in February. C and D are customers since
   * 2025-01-01, A and B since March; D leaves on 03-20. At the end A pays 100, B 50 and C 50.
   */
  static final String FIGURES =
      """
      spend_marketing, MTD,  2026-03-31, 620
      spend_marketing, MTD,  2026-03-01, 20
      spend_marketing, R7,   2026-03-31, 140
      spend_sales,     MTD,  2026-03-31, 0
      spend_sales,     MTD,  2026-02-28, 280
      spend_sales,     R90,  2026-03-31, 280
      new_customers,   MTD,  2026-03-31, 2
      cac,             MTD,  2026-03-31, 310
      cac_marketing,   MTD,  2026-03-31, 310
      cac,             R90,  2026-03-31, 450
      cac_marketing,   R90,  2026-03-31, 310
      # 310 ÷ (150 ÷ 2 × 0.8)
      cac_payback,     MTD,  2026-03-31, 5.166667
      arpa,            MTD,  2026-03-31, 66.666667
      # One of two left within a year: 1 − (1 − 1/2)^(1/12) a month, as R365 is twelve months.
      # 66.67 × 0.8 ÷ 0.056126, and that ÷ (900 ÷ 2)
      ltv,             R365, 2026-03-31, 950.2482
      ltv_cac,         R365, 2026-03-31, 2.111663
      # Nobody was won, and nobody left.
      cac,             MTD,  2026-02-28, null
      cac_marketing,   MTD,  2026-02-28, null
      cac_payback,     MTD,  2026-02-28, null
      ltv,             MTD,  2026-02-28, null
      ltv_cac,         MTD,  2026-02-28, null
      """;

  /** With a lag of 31 days the customers of March are those that February's spend won. */
  static final String LAGGED =
      """
      cac,             MTD,  2026-03-31, 140
      cac_marketing,   MTD,  2026-03-31, 0
      # 280 ÷ (150 × 0.8)
      cac_payback,     MTD,  2026-03-31, 2.333333
      # What was spent is told as it was.
      spend_marketing, MTD,  2026-03-31, 620
      spend_sales,     MTD,  2026-03-31, 0
      """;

  private static final MetricTable TABLE = table(0);
  private static final MetricTable LATE = table(31);

  private static MetricTable table(int lagDays) {
    return new MetricTable(Policies.of(Month.JANUARY, lagDays, 800_000))
        .at(
            "s",
            "2026-03-01T12:00:00",
            spend("s1", SpendCategory.MARKETING, "ads", "03", "31", 310))
        // What is told later of the same line takes its place.
        .at(
            "s",
            "2026-03-09T12:00:00",
            spend("s1", SpendCategory.MARKETING, "ads", "03", "31", 620))
        .at("s", "2026-02-01T12:00:00", spend("s2", SpendCategory.SALES, null, "02", "28", 280))
        .at("a", "2026-03-05T12:00:00", started("SA", "100"))
        .at("b", "2026-03-10T12:00:00", started("SB", "50"))
        .at("c", "2025-01-01T12:00:00", started("SC", "50"))
        .at("d", "2025-01-01T12:00:00", started("SD", "20"))
        .at(
            "d",
            "2026-03-20T12:00:00",
            new SubscriptionCancelled("SD", null, true, null, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(nullValues = "null", textBlock = FIGURES)
  void whatACustomerCostsAndBrings(String metric, String window, String asOf, String value) {
    assertThat(TABLE.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(textBlock = LAGGED)
  void spendPrecedesTheCustomersItWins(String metric, String window, String asOf, String value) {
    assertThat(LATE.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  @Test
  void whenAllHaveLeftTheOthersAreWorthOneMonth() {
    MetricTable table =
        new MetricTable(Policies.of(Month.JANUARY, 0, 800_000))
            .at("d", "2026-01-01T12:00:00", started("SD", "20"))
            .at(
                "d",
                "2026-03-20T12:00:00",
                new SubscriptionCancelled("SD", null, true, null, Map.of()))
            .at("a", "2026-03-05T12:00:00", started("SA", "100"));

    // 100 × 0.8 ÷ 1
    assertThat(table.value("ltv", "MTD", "total", "2026-03-31")).isEqualTo("80");
  }

  @Test
  void aLineOfSpendThatIsReplacedLeavesItsChannelItsDaysAndItsCategory() {
    MetricTable table =
        new MetricTable(Policies.of(Month.JANUARY, 0, 1_000_000))
            // Told last, arrived first.
            .at(
                "s",
                "2026-03-09T12:00:00",
                spend("s1", SpendCategory.SALES, "events", "03", "10", 50))
            .at(
                "s",
                "2026-03-08T12:00:00",
                spend("s1", SpendCategory.MARKETING, "ads", "02", "28", 280));

    assertThat(table.has("spend_marketing", "MTD", "channel|ads", "2026-03-31")).isFalse();
    assertThat(table.value("spend_marketing", "R90", "total", "2026-03-31")).isEqualTo("0");
    assertThat(table.value("spend_sales", "MTD", "channel|events", "2026-03-31")).isEqualTo("50");
    assertThat(table.value("spend_sales", "MTD", "total", "2026-03-04")).isEqualTo("20");
    assertThat(table.has("spend_sales", "MTD", "total", "2026-02-28")).isFalse();
  }

  /** From the first of a month of 2026 to one of its days. */
  private static SpendRecorded spend(
      String id, SpendCategory category, String channel, String month, String lastDay, int amount) {
    return SpendRecorded.newBuilder()
        .setSpendId(id)
        .setCategory(category)
        .setChannel(channel)
        .setPeriodStart(LocalDate.parse("2026-" + month + "-01"))
        .setPeriodEnd(LocalDate.parse("2026-" + month + '-' + lastDay))
        .setAmountMicros(amount * 1_000_000L)
        .setCurrency("USD")
        .build();
  }

  private static SubscriptionStarted started(String id, String amount) {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId(id)
        .setUnitAmountMicros(Micros.parse(amount))
        .setCurrency("USD")
        .setInterval(BillingInterval.MONTH)
        .build();
  }
}
