package io.tributary.sink.postgres;

import static io.tributary.sink.Records.DAY;
import static io.tributary.sink.Records.NOON;
import static io.tributary.sink.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.Contribution;
import io.tributary.output.EntityContributions;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.Batch.Advance;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.topic.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was reported when, what a value is made of, and whether it adds up. */
class AuditTest {
  private static final String KEY = "pipeline|owner|Grace|" + DAY;
  private static final String KNOWN =
      "SELECT analytics.metric_as_known_at('won', 'R30', 'owner', 'Grace', DATE '%s', '%s')";

  private final TestDatabase database = TestDatabase.migrated();
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
  private long offset;

  @Test
  void whatWasReportedOfADayThatWasOverIsKept() {
    write(won(1, NOON, false));
    write(won(2, NOON.plusSeconds(7_200), false));
    write(won(3, NOON.plusSeconds(90_000), false));

    assertThat(
            database.rows(
                "SELECT old_value::int, new_value::int, old_sample FROM analytics.metric_revision ORDER BY revised_at"))
        .containsExactly("1|2|1", "2|3|2");
    assertThat(known(NOON.minusSeconds(1))).containsExactly("null");
    assertThat(known(NOON)).containsExactly("1.000000");
    assertThat(known(NOON.plusSeconds(7_199))).containsExactly("1.000000");
    assertThat(known(NOON.plusSeconds(7_200))).containsExactly("2.000000");
    assertThat(known(NOON.plusSeconds(90_000))).containsExactly("3.000000");
  }

  @Test
  void whatNobodyWasToldIsNotKept() {
    write(won(1, NOON, true));
    write(won(2, NOON.plusSeconds(7_200), false));
    write(won(3, NOON.plusSeconds(7_260), false));
    write(won(3, NOON.plusSeconds(90_000), false));

    assertThat(database.rows("SELECT * FROM analytics.metric_revision")).isEmpty();
  }

  @Test
  void aRowThatIsWithdrawnWasReportedAllTheSame() {
    write(won(1, NOON, false));
    write(record(Topics.METRIC_VALUES, offset, KEY, null));

    assertThat(database.rows("SELECT old_value::int, new_value FROM analytics.metric_revision"))
        .containsExactly("1|null");
    assertThat(known(NOON)).containsExactly("1.000000");
    assertThat(known(Instant.now().plusSeconds(60))).containsExactly("null");
  }

  @Test
  void aValueIsTakenApartToItsEntities() {
    write(
        page("crm/1", "Grace", count("won", 0), amount("won_amount", 0, 1_200)),
        page("crm/2", "Grace", count("won", -29), amount("won_amount", -29, 800)),
        page("crm/3", "Grace", count("lost", -1)),
        page("crm/4", "Grace", count("won", -30), amount("won_amount", -30, 1)),
        page("crm/5", "Ada", count("won", 0), amount("won_amount", 0, 7)));
    write(
        row(NOON, false, new MetricValue("win_rate", "R30", 666_667L, 2_000_000L, 3_000_000L, 3L)));

    assertThat(
            database.rows(
                "SELECT part, measure, entity_id, amount::int FROM analytics.explain_metric('win_rate', 'R30', 'owner', 'Grace', DATE '"
                    + DAY
                    + "')"))
        .containsExactly(
            "denominator|lost|crm/3|1",
            "denominator|won|crm/1|1",
            "denominator|won|crm/2|1",
            "numerator|won|crm/1|1",
            "numerator|won|crm/2|1");
  }

  @Test
  void whatDoesNotAddUpIsShown() {
    write(page("crm/1", "Grace", count("won", 0)), page("crm/2", "Grace", count("won", -8)));
    write(
        row(
            NOON,
            false,
            new MetricValue("won", "R7", 1_000_000L, 1_000_000L, 1_000_000L, 1L),
            new MetricValue("won", "R30", 3_000_000L, 3_000_000L, 1_000_000L, 3L)));

    assertThat(
            database.rows(
                "SELECT \"window\", reported::int, recomputed::int, difference::int FROM analytics.reconcile(DATE '"
                    + DAY
                    + "') WHERE dimension = 'owner' AND \"window\" IN ('R7', 'R30') ORDER BY 1 DESC"))
        .containsExactly("R7|1|1|0", "R30|3|2|1");
  }

  /**
   * A dollar is 0.80 euros, and 0.90 from the day on; a pound is 1.25 dollars, a peso nobody knows.
   */
  private void rates() {
    write(
        rate("USD/EUR", -10, "800000000000"),
        rate("USD/EUR", 0, "900000000000"),
        rate("GBP/USD", -10, "1250000000000"),
        rate("EUR/JPY", -10, "160000000000000"));
  }

  @Test
  void amountsInSeveralCurrenciesAreReconciledAtTheRatesOfTheLedger() {
    rates();
    write(
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
    write(
        row(
            NOON,
            false,
            amount("won_amount", "R7", 182_000_000),
            amount("won_amount", "R30", 182_000_001),
            amount("open_pipeline", "R7", 180_000_000)));

    assertThat(
            database.rows(
                "SELECT measure, \"window\", reported, recomputed, difference FROM analytics.reconcile(DATE '"
                    + DAY
                    + "') WHERE dimension = 'owner' AND reported IS NOT NULL ORDER BY 1, 2 DESC"))
        .containsExactly(
            "open_pipeline|R7|180.000000|180.000000|0.000000",
            "won_amount|R7|182.000000|182.000000|0.000000",
            "won_amount|R30|182.000001|182.000000|0.000001");
    assertThat(
            database.rows(
                "SELECT currency, amount::int, trim_scale(converted) FROM analytics.explain_metric('won_amount', 'R7', 'owner', 'Grace', DATE '"
                    + DAY
                    + "') ORDER BY 1"))
        .containsExactly("EUR|1|1", "GBP|10|10", "JPY|160|1", "MXN|7|null", "USD|200|170");
  }

  @Test
  void ratesAreGivenTurnedRoundOrLeadThroughOneOther() {
    rates();
    write(
        // The pair itself is known from some day on; before it, pounds go by dollars and then by
        // francs.
        rate("EUR/GBP", 3, "800000000000"),
        rate("GBP/CHF", -20, "1100000000000"),
        rate("CHF/EUR", 1, "1000000000000"),
        // Half of the last of 18 places: rounded to the even one.
        rate("EUR/ODD", -10, "2147483648"));

    assertThat(
            database.rows(
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
    write(
        page("crm/1", "Grace", count("won", -41), count("won", 0)),
        page("crm/2", "Grace", count("won", -42)),
        page(
            "crm/3",
            "Grace",
            amount("spend_sales", -20, "EUR", 5),
            amount("spend_sales", 0, "EUR", 7)));
    write(
        under(
            2,
            15,
            new MetricValue("won", "QTD", 2_000_000L, 2_000_000L, 1_000_000L, 2L),
            new MetricValue("cac", "R7", null, 5_000_000L, 0L, 0L)));

    assertThat(
            database.rows(
                "SELECT \"window\", recomputed::int, difference::int FROM analytics.reconcile(DATE '"
                    + DAY
                    + "') WHERE dimension = 'owner' AND reported IS NOT NULL"))
        .containsExactly("QTD|2|0");
    assertThat(
            database.rows(
                "SELECT entity_id, amount::int FROM analytics.explain_metric('won', 'QTD', 'owner', 'Grace', DATE '"
                    + DAY
                    + "')"))
        .containsExactly("crm/1|2");
    // 21 to 15 days before.
    assertThat(
            database.rows(
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
            database.rows(
                "SELECT analytics.first_day"
                    + arguments
                    + ", analytics.last_day_of_period"
                    + arguments))
        .containsExactly(first + '|' + periodEnd);
  }

  private List<String> known(Instant at) {
    return database.rows(KNOWN.formatted(DAY, at));
  }

  private SinkRecord won(long count, Instant at, boolean provisional) {
    long micros = count * 1_000_000;
    return row(at, provisional, new MetricValue("won", "R30", micros, micros, 1_000_000L, count));
  }

  private static MetricValue amount(String metric, String window, long micros) {
    return new MetricValue(metric, window, micros, micros, 1_000_000L, 1L);
  }

  private SinkRecord row(Instant at, boolean provisional, MetricValue... values) {
    return row(at, provisional, 1, 0, values);
  }

  /** Under a policy with that fiscal year and lag. */
  private SinkRecord under(int fiscalYearStart, int lagDays, MetricValue... values) {
    return row(NOON, false, fiscalYearStart, lagDays, values);
  }

  private SinkRecord row(
      Instant at, boolean provisional, int fiscalYearStart, int lagDays, MetricValue... values) {
    return record(
        Topics.METRIC_VALUES,
        offset,
        KEY,
        new MetricValues(
            "pipeline",
            "owner",
            "Grace",
            DAY,
            "EUR",
            provisional,
            "p1",
            List.of(values),
            at,
            List.of(),
            fiscalYearStart,
            lagDays));
  }

  private static Contribution count(String measure, int daysLater) {
    return new Contribution(measure, DAY.plusDays(daysLater), "", 1L);
  }

  private static Contribution amount(String measure, int daysLater, long amount) {
    return amount(measure, daysLater, "EUR", amount);
  }

  private static Contribution amount(String measure, int daysLater, String currency, long amount) {
    return new Contribution(measure, DAY.plusDays(daysLater), currency, amount * 1_000_000);
  }

  /** As the ledger has it: in units of 10^-12, and when it was said. */
  private static SinkRecord rate(String pair, int daysLater, String units) {
    LocalDate day = DAY.plusDays(daysLater);
    return record(
        Topics.CONTRIBUTIONS,
        0,
        "c2|FX_RATE|" + pair + day,
        new EntityContributions(
            "c2",
            "FX_RATE",
            pair + day,
            null,
            null,
            null,
            null,
            null,
            List.of(
                new Contribution("fx_rate:" + pair + ":erp", day, "", Long.parseLong(units)),
                new Contribution("fx_rate_said:" + pair + ":erp", day, "", NOON.toEpochMilli())),
            NOON));
  }

  private static SinkRecord page(String entity, String owner, Contribution... contributions) {
    return record(
        Topics.CONTRIBUTIONS,
        0,
        "c1|OPPORTUNITY|" + entity,
        new EntityContributions(
            "c1",
            "OPPORTUNITY",
            entity,
            null,
            null,
            null,
            owner,
            null,
            List.of(contributions),
            NOON));
  }

  private void write(SinkRecord... records) {
    TopicPartition partition = records[0].partition();
    long next = nextOffsets.merge(partition, 1L, Long::sum);
    try (PostgresWarehouse warehouse =
        PostgresWarehouse.open(database.url(), "tributary_sink", null)) {
      warehouse.commit(
          new Batch(List.of(records), Map.of(partition, new Advance(next - 1, next, null))));
    }
    if (partition.topic().equals(Topics.METRIC_VALUES.name())) {
      offset++;
    }
  }
}
