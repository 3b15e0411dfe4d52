package io.tributary.sink.postgres;

import static io.tributary.sink.Records.DAY;
import static io.tributary.sink.Records.NOON;
import static io.tributary.sink.Records.assignment;
import static io.tributary.sink.Records.customer;
import static io.tributary.sink.Records.event;
import static io.tributary.sink.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.Contribution;
import io.tributary.output.EntityContributions;
import io.tributary.output.LifecycleStage;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.Batch.Advance;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.topic.Topics;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What analysts see of what the sink wrote. */
class ViewsTest {
  private final TestDatabase database = TestDatabase.migrated();

  @Test
  void amountsAreInMajorUnitsAndNothingIsNothing() {
    write(
        record(
            Topics.METRIC_VALUES,
            0,
            "acquisition|channel|events|" + DAY,
            values(
                "acquisition",
                DAY,
                new MetricValue("cac", "R30", 2_325_123_456L, 4_650_246_912L, 2_000_000L, 2L),
                new MetricValue("cac", "R7", null, 0L, 0L, 0L))));

    assertThat(
            database.rows(
                "SELECT \"window\", value, numerator, denominator, sample, pg_typeof(value) FROM analytics.metric_value ORDER BY 1"))
        .containsExactly(
            "R30|2325.123456|4650.246912|2.000000|2|numeric",
            "R7|null|0.000000|0.000000|0|numeric");
    assertThat(
            database.rows(
                "SELECT \"window\", cac, new_customers FROM analytics.acquisition_cost_daily ORDER BY 1"))
        .containsExactly("R30|2325.123456|null", "R7|null|null");
  }

  @Test
  void theWaterfallOfEachMonthTiesOutAndMeetsTheMonthBefore() {
    write(
        month(0, "2026-01-31", 130, 310, 200, 0, 0, 20, 0),
        month(1, "2026-02-28", 310, 320, 0, 0, 30, 0, 20),
        month(2, "2026-03-14", 320, 470, 200, 100, 0, 20, 130),
        // A day before the last one of its month says nothing of the month.
        month(3, "2026-03-13", 320, 420, 100, 0, 0, 0, 0));

    List<String> rows =
        database.rows(
            "SELECT month, mrr_start::int, mrr_new::int, mrr_expansion::int, mrr_reactivation::int, mrr_contraction::int,"
                + " mrr_churn::int, mrr_end::int FROM analytics.mrr_movements_monthly ORDER BY month");
    assertThat(rows)
        .containsExactly(
            "2026-01-01|130|200|0|0|-20|0|310",
            "2026-02-01|310|0|0|30|0|-20|320",
            "2026-03-01|320|200|100|0|-20|-130|470");
    assertThat(
            database.rows(
                "SELECT count(*) FROM analytics.mrr_movements_monthly WHERE mrr_start + mrr_new + mrr_expansion"
                    + " + mrr_reactivation + mrr_contraction + mrr_churn = mrr_end"))
        .containsExactly("3");
  }

  @Test
  void everyFamilyHasAViewWithItsMetricsSideBySide() {
    write(
        line(
            0,
            "stages",
            metric("stage_conversion:Proposal", 500_000),
            metric("stage_dwell_mean:Proposal", 4_500_000)),
        line(1, "attribution", metric("attributed_revenue:linear", 400_000_000)),
        line(2, "quota", metric("quota_attainment", 750_000), metric("coverage", 3_000_000)),
        line(3, "forecast", metric("forecast", 9_000_000)),
        line(4, "support", metric("csat", 4_200_000), metric("nps", -10_000_000)),
        line(5, "acquisition", metric("leads", 8_000_000), metric("lead_to_mql", 250_000)));

    assertThat(
            database.rows(
                "SELECT stage, conversion, dwell_mean_days, dwell_median_days FROM analytics.stage_bottlenecks"))
        .containsExactly("Proposal|0.500000|4.500000|null");
    assertThat(database.rows("SELECT model, attributed_revenue FROM analytics.attribution_daily"))
        .containsExactly("linear|400.000000");
    assertThat(database.rows("SELECT attainment, pace, coverage FROM analytics.quota_attainment"))
        .containsExactly("0.750000|null|3.000000");
    assertThat(database.rows("SELECT forecast FROM analytics.forecast"))
        .containsExactly("9.000000");
    assertThat(database.rows("SELECT csat, nps, reopen_rate FROM analytics.support_daily"))
        .containsExactly("4.200000|-10.000000|null");
    assertThat(database.rows("SELECT leads::int, lead_to_mql FROM analytics.funnel_daily"))
        .containsExactly("8|0.250000");
  }

  private static MetricValue metric(String name, long micros) {
    return new MetricValue(name, "QTD", micros, micros, 1_000_000L, 1L);
  }

  private static SinkRecord line(long offset, String family, MetricValue... values) {
    return record(
        Topics.METRIC_VALUES, offset, family + "|total||" + DAY, values(family, DAY, values));
  }

  @Test
  void theTimelineFollowsTheIdentifiersWhereverTheyMoved() {
    write(
        record(Topics.SALES_EVENTS, 0, "k", event("e2", "email:ada@acme.example", NOON)),
        record(
            Topics.SALES_EVENTS,
            1,
            "k",
            event("e1", "account:crm/001A", NOON.minusSeconds(86_400 * 400L))),
        record(Topics.SALES_EVENTS, 2, "k", event("e3", "anonymous:a8f3", NOON.plusSeconds(1))),
        record(Topics.SALES_EVENTS, 3, "k", event("e4", "spend:ads/s1", NOON)),
        record(
            Topics.IDENTITY_ASSIGNMENTS,
            0,
            "email:ada@acme.example",
            assignment("email:ada@acme.example", "c1", 2)),
        record(
            Topics.CUSTOMER_LIFECYCLE,
            0,
            "c1",
            customer("c1", LifecycleStage.CUSTOMER, "account:crm/001A")),
        // This one still lists a subject that was assigned to another since.
        record(
            Topics.CUSTOMER_LIFECYCLE,
            1,
            "c2",
            customer("c2", LifecycleStage.LEAD, "anonymous:a8f3", "email:ada@acme.example")));

    assertThat(
            database.rows(
                "SELECT customer_id, event_id FROM analytics.customer_timeline ORDER BY customer_id, occurred_at"))
        .containsExactly("c1|e1", "c1|e2", "c2|e3");
  }

  @Test
  void openPipelineIsWhatIsOpenAsOfToday() {
    write(
        page(0, "crm/open", new Contribution("open_amount", DAY, "EUR", 5_000_000_000L)),
        page(
            1,
            "crm/won",
            new Contribution("open_amount", DAY, "EUR", 1_200_000_000L),
            new Contribution("open_amount", DAY.plusDays(1), "EUR", -1_200_000_000L)));

    assertThat(
            database.rows(
                "SELECT opportunity, currency, amount, open_since FROM analytics.open_pipeline"))
        .containsExactly("crm/open|EUR|5000.000000|2026-03-14");
  }

  @Test
  void aCustomerIsShownWithItsAmountsByCurrency() {
    write(
        record(
            Topics.CUSTOMER_LIFECYCLE,
            0,
            "c1",
            customer("c1", LifecycleStage.CUSTOMER, "email:a@x.example")));

    assertThat(
            database.rows(
                "SELECT customer_id, stage, mrr, lifetime_revenue FROM analytics.customer_360"))
        .containsExactly("c1|CUSTOMER|{\"EUR\": 199.900000}|null");
    assertThat(database.rows("SELECT customer_id FROM analytics.at_risk_customers")).isEmpty();
  }

  @Test
  void aTopicIsAsFreshAsThePartitionThatIsFurthestBehind() {
    TopicPartition first = new TopicPartition(Topics.SALES_EVENTS.name(), 0);
    TopicPartition second = new TopicPartition(Topics.SALES_EVENTS.name(), 1);
    commit(
        new Batch(
            List.of(),
            Map.of(first, new Advance(0, 10, 5_000L), second, new Advance(0, 7, 9_000L))));
    commit(new Batch(List.of(), Map.of(second, new Advance(7, 8, 8_000L))));

    assertThat(
            database.rows(
                "SELECT topic, extract(epoch FROM valid_through)::int, records FROM analytics.freshness"))
        .containsExactly("sales-events|5|18");
    assertThat(
            database.rows(
                "SELECT partition, extract(epoch FROM valid_through)::int FROM analytics.pipeline_watermark ORDER BY 1"))
        .containsExactly("0|5", "1|9");
  }

  private static SinkRecord page(long offset, String opportunity, Contribution... lines) {
    return record(
        Topics.CONTRIBUTIONS,
        offset,
        "c1|OPPORTUNITY|" + opportunity,
        EntityContributions.newBuilder()
            .setCustomerId("c1")
            .setEntityKind("OPPORTUNITY")
            .setEntityId(opportunity)
            .setContributions(List.of(lines))
            .setUpdatedAt(NOON)
            .build());
  }

  private static SinkRecord month(
      long offset,
      String asOf,
      long start,
      long end,
      long fresh,
      long expansion,
      long reactivation,
      long contraction,
      long churn) {
    return record(
        Topics.METRIC_VALUES,
        offset,
        "recurring|total||" + asOf,
        values(
            "recurring",
            LocalDate.parse(asOf),
            new MetricValue("mrr_growth", "MTD", null, 0L, start * 1_000_000, 1L),
            value("mrr", end),
            value("mrr_new", fresh),
            value("mrr_expansion", expansion),
            value("mrr_reactivation", reactivation),
            value("mrr_contraction", contraction),
            value("mrr_churn", churn)));
  }

  private static MetricValue value(String metric, long amount) {
    return new MetricValue(metric, "MTD", amount * 1_000_000, amount * 1_000_000, 1_000_000L, 1L);
  }

  private static MetricValues values(String family, LocalDate asOf, MetricValue... values) {
    return new MetricValues(
        family, "total", "", asOf, "EUR", false, "p1", List.of(values), NOON, List.of(), 1, 0);
  }

  private void write(SinkRecord... records) {
    Map<TopicPartition, Advance> advances = new HashMap<>();
    for (SinkRecord record : records) {
      advances.put(record.partition(), new Advance(0, record.offset() + 1, null));
    }
    commit(new Batch(List.of(records), advances));
  }

  private void commit(Batch batch) {
    try (PostgresWarehouse warehouse =
        PostgresWarehouse.open(database.url(), "tributary_sink", null)) {
      warehouse.commit(batch);
    }
  }
}
