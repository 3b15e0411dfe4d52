package io.tributary.sink.postgres;

import static io.tributary.sink.Records.DAY;
import static io.tributary.sink.Records.NOON;
import static io.tributary.sink.postgres.AuditFixture.amount;
import static io.tributary.sink.postgres.AuditFixture.count;
import static io.tributary.sink.postgres.AuditFixture.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.MetricValue;
import io.tributary.sink.warehouse.SinkRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was reported when, what a value is made of, and whether it adds up. */
class AuditTest {
  private static final String KNOWN =
      "SELECT analytics.metric_as_known_at('won', 'R30', 'owner', 'Grace', DATE '%s', '%s')";

  private final AuditFixture audit = new AuditFixture();

  @Test
  void whatWasReportedOfADayThatWasOverIsKept() {
    audit.write(won(1, NOON, false));
    audit.write(won(2, NOON.plusSeconds(7_200), false));
    audit.write(won(3, NOON.plusSeconds(90_000), false));

    assertThat(
            audit.rows(
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
    audit.write(won(1, NOON, true));
    audit.write(won(2, NOON.plusSeconds(7_200), false));
    audit.write(won(3, NOON.plusSeconds(7_260), false));
    audit.write(won(3, NOON.plusSeconds(90_000), false));

    assertThat(audit.rows("SELECT * FROM analytics.metric_revision")).isEmpty();
  }

  @Test
  void aRowThatIsWithdrawnWasReportedAllTheSame() {
    audit.write(won(1, NOON, false));
    audit.write(audit.withdrawn());

    assertThat(audit.rows("SELECT old_value::int, new_value FROM analytics.metric_revision"))
        .containsExactly("1|null");
    assertThat(known(NOON)).containsExactly("1.000000");
    assertThat(known(Instant.now().plusSeconds(60))).containsExactly("null");
  }

  @Test
  void aValueIsTakenApartToItsEntities() {
    audit.write(
        page("crm/1", "Grace", count("won", 0), amount("won_amount", 0, 1_200)),
        page("crm/2", "Grace", count("won", -29), amount("won_amount", -29, 800)),
        page("crm/3", "Grace", count("lost", -1)),
        page("crm/4", "Grace", count("won", -30), amount("won_amount", -30, 1)),
        page("crm/5", "Ada", count("won", 0), amount("won_amount", 0, 7)));
    audit.write(
        audit.row(
            NOON, false, new MetricValue("win_rate", "R30", 666_667L, 2_000_000L, 3_000_000L, 3L)));

    assertThat(
            audit.rows(
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
    audit.write(page("crm/1", "Grace", count("won", 0)), page("crm/2", "Grace", count("won", -8)));
    audit.write(
        audit.row(
            NOON,
            false,
            new MetricValue("won", "R7", 1_000_000L, 1_000_000L, 1_000_000L, 1L),
            new MetricValue("won", "R30", 3_000_000L, 3_000_000L, 1_000_000L, 3L)));

    assertThat(
            audit.rows(
                "SELECT \"window\", reported::int, recomputed::int, difference::int FROM analytics.reconcile(DATE '"
                    + DAY
                    + "') WHERE dimension = 'owner' AND \"window\" IN ('R7', 'R30') ORDER BY 1 DESC"))
        .containsExactly("R7|1|1|0", "R30|3|2|1");
  }

  private List<String> known(Instant at) {
    return audit.rows(KNOWN.formatted(DAY, at));
  }

  private SinkRecord won(long count, Instant at, boolean provisional) {
    long micros = count * 1_000_000;
    return audit.row(
        at, provisional, new MetricValue("won", "R30", micros, micros, 1_000_000L, count));
  }
}
