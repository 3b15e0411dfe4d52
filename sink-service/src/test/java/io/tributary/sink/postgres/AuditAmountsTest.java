package io.tributary.sink.postgres;

import static io.tributary.sink.Records.DAY;
import static io.tributary.sink.Records.NOON;
import static io.tributary.sink.postgres.AuditFixture.amount;
import static io.tributary.sink.postgres.AuditFixture.count;
import static io.tributary.sink.postgres.AuditFixture.page;
import static io.tributary.sink.postgres.AuditFixture.rate;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.MetricValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether it adds up in several currencies, and under a policy of one's own. */
class AuditAmountsTest {
  private final AuditFixture audit = new AuditFixture();

  /**
   * A dollar is 0.80 euros, and 0.90 from the day on; a pound is 1.25 dollars, a peso nobody knows.
   */
  private void rates() {
    audit.write(
        rate("USD/EUR", -10, "800000000000"),
        rate("USD/EUR", 0, "900000000000"),
        rate("GBP/USD", -10, "1250000000000"),
        rate("EUR/JPY", -10, "160000000000000"));
  }

  @Test
  void amountsInSeveralCurrenciesAreReconciledAtTheRatesOfTheLedger() {
    rates();
    audit.write(
        page(
            "crm/1",
            "Grace",
            // What was won: 80 and 90, 10 by way of dollars, 1 of yen turned round, and pesos.
            amount("won_amount", -1, "USD", 100),
            amount("won_amount", 0, "USD", 100),
            amount("won_amount", -1, "GBP", 10),
            amount("won_amount", -1, "JPY", 160),
            amount("won_amount", -1, "MXN", 7),
            amount("won_amount", 0, "EUR", 1),
            // What stands: at today's rate, whenever it began.
            amount("open_amount", -9, "USD", 200)));
    audit.write(
        audit.row(
            NOON,
            false,
            amount("won_amount", "R7", 182_000_000),
            amount("won_amount", "R30", 182_000_001),
            amount("open_pipeline", "R7", 180_000_000)));

    assertThat(
            audit.rows(
                "SELECT measure, \"window\", reported, recomputed, difference FROM analytics.reconcile(DATE '"
                    + DAY
                    + "') WHERE dimension = 'owner' AND reported IS NOT NULL ORDER BY 1, 2 DESC"))
        .containsExactly(
            "open_pipeline|R7|180.000000|180.000000|0.000000",
            "won_amount|R7|182.000000|182.000000|0.000000",
            "won_amount|R30|182.000001|182.000000|0.000001");
    assertThat(
            audit.rows(
                "SELECT currency, amount::int, trim_scale(converted) FROM analytics.explain_metric('won_amount', 'R7', 'owner', 'Grace', DATE '"
                    + DAY
                    + "') ORDER BY 1"))
        .containsExactly("EUR|1|1", "GBP|10|10", "JPY|160|1", "MXN|7|null", "USD|200|170");
  }

  @Test
  void ratesAreGivenTurnedRoundOrLeadThroughOneOther() {
    rates();
    audit.write(
        // The pair itself is known from some day on; before it, pounds go by dollars and then by
        // francs.
        rate("EUR/GBP", 3, "800000000000"),
        rate("GBP/CHF", -20, "1100000000000"),
        rate("CHF/EUR", 1, "1000000000000"),
        // Half of the last of 18 places: rounded to the even one.
        rate("EUR/ODD", -10, "2147483648"));

    assertThat(
            audit.rows(
                "SELECT currency, valid_from - DATE '"
                    + DAY
                    + "', valid_to - DATE '"
                    + DAY
                    + "', trim_scale(rate) FROM analytics.exchange_rates('EUR') WHERE currency NOT IN ('', 'EUR')"
                    + " ORDER BY 1, 2"))
        .containsExactly(
            "CHF|1|null|1",
            "GBP|-10|0|1",
            "GBP|0|1|1.125",
            "GBP|1|3|1.1",
            "GBP|3|null|1.25",
            "JPY|-10|null|0.00625",
            "ODD|-10|null|465.661287307739257812",
            "USD|-10|0|0.8",
            "USD|0|null|0.9");
  }

  @Test
  void aFiscalYearAndALagAreThoseOfThePolicy() {
    // The day is 03-14: with a year from February the quarter began on 02-01, 41 days before.
    audit.write(
        page("crm/1", "Grace", count("won", -41), count("won", 0)),
        page("crm/2", "Grace", count("won", -42)),
        page(
            "crm/3",
            "Grace",
            amount("spend_sales", -20, "EUR", 5),
            amount("spend_sales", 0, "EUR", 7)));
    audit.write(
        audit.under(
            2,
            15,
            new MetricValue("won", "QTD", 2_000_000L, 2_000_000L, 1_000_000L, 2L),
            new MetricValue("cac", "R7", null, 5_000_000L, 0L, 0L)));

    assertThat(
            audit.rows(
                "SELECT \"window\", recomputed::int, difference::int FROM analytics.reconcile(DATE '"
                    + DAY
                    + "') WHERE dimension = 'owner' AND reported IS NOT NULL"))
        .containsExactly("QTD|2|0");
    assertThat(
            audit.rows(
                "SELECT entity_id, amount::int FROM analytics.explain_metric('won', 'QTD', 'owner', 'Grace', DATE '"
                    + DAY
                    + "')"))
        .containsExactly("crm/1|2");
    // 21 to 15 days before.
    assertThat(
            audit.rows(
                "SELECT measure, amount::int FROM analytics.explain_metric('cac', 'R7', 'owner', 'Grace', DATE '"
                    + DAY
                    + "')"))
        .containsExactly("spend_sales|5");
  }

  @ParameterizedTest
  @CsvSource({
    "QTD, 2026-03-31, 4, 2026-01-01, 2026-03-31",
    "YTD, 2026-03-31, 4, 2025-04-01, 2026-03-31",
    "YTD, 2026-04-01, 4, 2026-04-01, 2027-03-31",
    "QTD, 2026-01-31, 2, 2025-11-01, 2026-01-31",
    "YTD, 2026-11-30, 12, 2025-12-01, 2026-11-30",
    "QTD, 2024-02-29, 12, 2023-12-01, 2024-02-29",
    "MTD, 2024-02-29, 7, 2024-02-01, 2024-02-29",
    "R30, 2024-03-15, 7, 2024-02-15, 2024-03-15",
    "R365, 2024-12-31, 1, 2024-01-02, 2024-12-31"
  })
  void windowsAreThoseOfThePipeline(
      String window, String asOf, int month, String first, String periodEnd) {
    String arguments = "('" + window + "', DATE '" + asOf + "', " + month + ')';
    assertThat(
            audit.rows(
                "SELECT analytics.first_day"
                    + arguments
                    + ", analytics.last_day_of_period"
                    + arguments))
        .containsExactly(first + '|' + periodEnd);
  }
}
