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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was reported when, what a value is made of, and whether it adds up. */
class AuditTest {
  private static final String KEY = "pipeline|owner|Grace|" + DAY;
  private static final String KNOWN =
      "SELECT analytics.metric_as_known_at('won', 'R30', 'owner', 'Grace', DATE '%s', '%s')";

  private final TestDatabase database = TestDatabase.migrated();
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

  private List<String> known(Instant at) {
    return database.rows(KNOWN.formatted(DAY, at));
  }

  private SinkRecord won(long count, Instant at, boolean provisional) {
    long micros = count * 1_000_000;
    return row(at, provisional, new MetricValue("won", "R30", micros, micros, 1_000_000L, count));
  }

  private SinkRecord row(Instant at, boolean provisional, MetricValue... values) {
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
            List.of()));
  }

  private static Contribution count(String measure, int daysLater) {
    return new Contribution(measure, DAY.plusDays(daysLater), "", 1L);
  }

  private static Contribution amount(String measure, int daysLater, long amount) {
    return new Contribution(measure, DAY.plusDays(daysLater), "EUR", amount * 1_000_000);
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
    SinkRecord first = records[0];
    try (PostgresWarehouse warehouse =
        PostgresWarehouse.open(database.url(), "tributary_sink", null)) {
      warehouse.commit(
          new Batch(
              List.of(records),
              Map.of(first.partition(), new Advance(first.offset(), first.offset() + 1, null))));
    }
    if (first.partition().topic().equals(Topics.METRIC_VALUES.name())) {
      offset++;
    }
  }
}
