package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.Micros;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.QuotaSet;
import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.event.SubscriptionStarted;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Days, months and years that are not like others. What is won has amounts of 1, 2, 4, 8 …, so that
 * a sum says which of them it is made of.
 */
class CalendarMetricsTest {
  private static final MetricTable MONTH_ENDS =
      sales(
          new MetricTable(Policy.standard()),
          "2026-01-31T23:59:59.999",
          "2026-02-01T00:00:00",
          "2026-02-28T23:59:59.999",
          "2026-03-01T00:00:00",
          "2026-03-31T23:59:59.999");

  @ParameterizedTest
  @CsvSource({
    "MTD, 2026-01-31, 1",
    "MTD, 2026-02-01, 2",
    "MTD, 2026-02-28, 6",
    "MTD, 2026-03-01, 8",
    "MTD, 2026-03-31, 24",
    "QTD, 2026-03-31, 31",
    // 01-30 to 02-28, and one day further each.
    "R30, 2026-02-28, 7",
    "R30, 2026-03-01, 15",
    "R30, 2026-03-02, 14",
    "R7, 2026-03-31, 16"
  })
  void aMonthEndsWithItsLastMillisecond(String window, String asOf, String won) {
    assertThat(MONTH_ENDS.value("won_amount", window, "total", asOf)).isEqualTo(won);
  }

  private static final MetricTable LEAP_YEAR =
      sales(
              new MetricTable(Policy.standard(), LocalDate.of(2025, 3, 31)),
              "2024-02-28T12:00:00",
              "2024-02-29T12:00:00",
              "2024-03-01T12:00:00",
              "2024-12-31T12:00:00")
          .at(
              "s",
              "2024-02-01T12:00:00",
              SpendRecorded.newBuilder()
                  .setSpendId("s")
                  .setCategory(SpendCategory.SALES)
                  .setPeriodStart(LocalDate.of(2024, 2, 1))
                  .setPeriodEnd(LocalDate.of(2024, 2, 29))
                  .setAmountMicros(Micros.parse("29"))
                  .setCurrency("USD")
                  .build())
          .at(
              "m",
              "2024-02-29T12:00:00",
              SubscriptionStarted.newBuilder()
                  .setSubscriptionId("S")
                  .setUnitAmountMicros(Micros.parse("100"))
                  .setCurrency("USD")
                  .setInterval(BillingInterval.MONTH)
                  .build());

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      textBlock =
          """
          won_amount,  MTD,  2024-02-29, 3
          won_amount,  MTD,  2024-03-31, 4
          won_amount,  QTD,  2024-02-29, 3
          won_amount,  YTD,  2024-12-31, 15
          # From 01-31, with all of February but two days in it; from 02-29; from 03-01.
          won_amount,  R30,  2024-02-29, 3
          won_amount,  R30,  2024-03-29, 6
          won_amount,  R30,  2024-03-30, 4
          # The year before 2024-12-31 began on 01-02; that before 2025-02-27 on 02-28.
          won_amount,  R365, 2024-12-31, 15
          won_amount,  R365, 2025-02-26, 15
          won_amount,  R365, 2025-02-27, 14
          won_amount,  R365, 2025-02-28, 12
          # 1 on each of the 29 days
          spend_sales, MTD,  2024-02-29, 29
          spend_sales, R7,   2024-03-01, 6
          # Who came on the leap day was there 365 days before 2025-02-28.
          nrr,         R365, 2025-02-27, null
          nrr,         R365, 2025-02-28, 1
          """)
  void aYearWithALeapDay(String metric, String window, String asOf, String value) {
    // Of days long past only months' ends have rows: each is asked for while it is of late.
    LocalDate day = LocalDate.parse(asOf);
    MetricTable table = day.getYear() == 2024 ? LEAP_YEAR.asOf(day) : LEAP_YEAR;
    assertThat(table.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  /**
   * In March 2026 clocks went from 02:00 to 03:00 on the 29th, in October 2025 back on the 26th.
   */
  private static final MetricTable BERLIN =
      sales(
          new MetricTable(Policy.standard().withZone(ZoneId.of("Europe/Berlin"))),
          // 23:30 on the day before, 00:00 and 23:30 on the day of 25 hours, 00:00 after it.
          "2025-10-25T21:30:00",
          "2025-10-25T22:00:00",
          "2025-10-26T22:30:00",
          "2025-10-26T23:00:00",
          // The same of the day of 23 hours.
          "2026-03-28T22:30:00",
          "2026-03-28T23:00:00",
          "2026-03-29T21:30:00",
          "2026-03-29T22:00:00");

  @ParameterizedTest
  @CsvSource({
    "R7, 2025-10-25, 1",
    "R7, 2025-10-26, 7",
    "R7, 2025-10-27, 15",
    "R7, 2025-11-01, 14",
    "R7, 2025-11-02, 8",
    "R7, 2026-03-28, 16",
    "R7, 2026-03-29, 112",
    "R7, 2026-03-30, 240",
    "MTD, 2026-03-28, 16",
    "R30, 2025-11-24, 14",
    "R30, 2025-11-25, 8"
  })
  void aDayOf23HoursAndOneOf25(String window, String asOf, String won) {
    assertThat(BERLIN.value("won_amount", window, "total", asOf)).isEqualTo(won);
  }

  @ParameterizedTest
  @CsvSource({
    // Open from 23:30 until the next midnight: at the end of a day that is yet to be an hour long.
    "2026-03-27, 0",
    "2026-03-28, 1",
    "2026-03-29, 0"
  })
  void aLevelIsWhatItIsWhenTheLocalDayEnds(String asOf, String open) {
    MetricTable table =
        new MetricTable(Policy.standard().withZone(ZoneId.of("Europe/Berlin")))
            .at("a", "2026-03-20T12:00:00", opened("O", 1))
            .at("a", "2026-03-21T12:00:00", won("O"))
            .at("b", "2026-03-28T22:30:00", opened("P", 1))
            .at("b", "2026-03-28T23:00:00", won("P"));

    assertThat(table.value("open_opportunities", "R7", "total", asOf)).isEqualTo(open);
  }

  /** Years that begin in February: a quarter from February to April. */
  private static final MetricTable FEBRUARY =
      sales(
              new MetricTable(Policies.fiscalYearFrom(Month.FEBRUARY)),
              "2025-10-31T12:00:00",
              "2025-11-01T12:00:00",
              "2026-01-31T12:00:00",
              "2026-02-01T12:00:00",
              "2026-03-31T12:00:00")
          .at(
              "q",
              "2026-01-01T12:00:00",
              QuotaSet.newBuilder()
                  .setQuotaId("q")
                  .setOwner("Ada")
                  .setPeriodStart(LocalDate.of(2026, 2, 1))
                  .setPeriodEnd(LocalDate.of(2026, 4, 30))
                  .setAmountMicros(Micros.parse("89"))
                  .setCurrency("USD")
                  .build())
          .at("e", "2026-01-01T12:00:00", expected(opened("E", 1), "2026-04-30"))
          .at("f", "2026-01-01T12:00:00", expected(opened("F", 2), "2026-05-01"))
          .at("g", "2026-01-01T12:00:00", expected(opened("G", 4), "2026-01-31"));

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      textBlock =
          """
          won_amount,       QTD, 2025-10-31, 1
          won_amount,       QTD, 2025-11-01, 2
          won_amount,       QTD, 2026-01-31, 6
          won_amount,       YTD, 2026-01-31, 7
          won_amount,       QTD, 2026-02-01, 8
          won_amount,       YTD, 2026-02-01, 8
          won_amount,       QTD, 2026-03-31, 24
          won_amount,       MTD, 2026-03-31, 16
          # 24 of the 89 of the quarter, of which 59 days are over; 8 on the first of them.
          quota_attainment, QTD, 2026-03-31, 0.269663
          quota_attainment, YTD, 2026-03-31, 0.269663
          quota_pace,       QTD, 2026-03-31, 0.40678
          quota_pace,       QTD, 2026-02-01, 8
          quota_attainment, QTD, 2026-01-31, null
          # E of this quarter and G, which is overdue: (1 + 4) ÷ (89 − 24); G alone before.
          coverage,         QTD, 2026-03-31, 0.076923
          coverage,         QTD, 2026-01-31, null
          forecast,         QTD, 2026-03-31, 26.5
          forecast,         QTD, 2026-01-31, 8
          """)
  void aFiscalYear(String metric, String window, String asOf, String value) {
    assertThat(FEBRUARY.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  /** One after another is won, with amounts of 1, 2, 4 and so on. */
  private static MetricTable sales(MetricTable table, String... times) {
    for (int i = 0; i < times.length; i++) {
      String id = "O" + i;
      table.at("a" + i, times[i], opened(id, 1L << i)).at("a" + i, times[i], won(id));
    }
    return table;
  }

  /** With a probability of a half. */
  private static OpportunityOpened opened(String id, long amount) {
    return OpportunityOpened.newBuilder()
        .setOpportunityId(id)
        .setAmountMicros(amount * 1_000_000)
        .setCurrency("USD")
        .setProbabilityMicros(500_000L)
        .build();
  }

  private static OpportunityOpened expected(OpportunityOpened opened, String close) {
    opened.setExpectedClose(LocalDate.parse(close));
    return opened;
  }

  private static OpportunityWon won(String id) {
    return new OpportunityWon(id, null, null, Map.of());
  }
}
