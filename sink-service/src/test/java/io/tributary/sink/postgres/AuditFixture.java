package io.tributary.sink.postgres;

import static io.tributary.sink.Records.DAY;
import static io.tributary.sink.Records.NOON;
import static io.tributary.sink.Records.record;

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

/** A warehouse with a row of Grace's pipeline and the ledger behind it. */
final class AuditFixture {
  /** The key of the row. */
  static final String ROW = "pipeline|owner|Grace|" + DAY;

  private final TestDatabase database = TestDatabase.migrated();
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
  private long offset;

  List<String> rows(String sql) {
    return database.rows(sql);
  }

  /** The row is withdrawn. */
  SinkRecord withdrawn() {
    return record(Topics.METRIC_VALUES, offset, ROW, null);
  }

  static MetricValue amount(String metric, String window, long micros) {
    return new MetricValue(metric, window, micros, micros, 1_000_000L, 1L);
  }

  SinkRecord row(Instant at, boolean provisional, MetricValue... values) {
    return row(at, provisional, 1, 0, values);
  }

  /** Under a policy with that fiscal year and lag. */
  SinkRecord under(int fiscalYearStart, int lagDays, MetricValue... values) {
    return row(NOON, false, fiscalYearStart, lagDays, values);
  }

  private SinkRecord row(
      Instant at, boolean provisional, int fiscalYearStart, int lagDays, MetricValue... values) {
    return record(
        Topics.METRIC_VALUES,
        offset,
        ROW,
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

  static Contribution count(String measure, int daysLater) {
    return new Contribution(measure, DAY.plusDays(daysLater), "", 1L);
  }

  static Contribution amount(String measure, int daysLater, long amount) {
    return amount(measure, daysLater, "EUR", amount);
  }

  static Contribution amount(String measure, int daysLater, String currency, long amount) {
    return new Contribution(measure, DAY.plusDays(daysLater), currency, amount * 1_000_000);
  }

  /** As the ledger has it: in units of 10^-12, and when it was said. */
  static SinkRecord rate(String pair, int daysLater, String units) {
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

  static SinkRecord page(String entity, String owner, Contribution... contributions) {
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

  void write(SinkRecord... records) {
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
