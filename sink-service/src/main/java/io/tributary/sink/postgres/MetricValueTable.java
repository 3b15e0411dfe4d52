package io.tributary.sink.postgres;

import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/** One row per metric, window, slice and as-of day; a record holds those of a family. */
final class MetricValueTable implements TableWriter {
  private static final String COLUMNS =
      "metric text, \"window\" text, dimension text, slice text, as_of date, family text, value bigint,"
          + " numerator bigint, denominator bigint, sample bigint, currency text, provisional boolean,"
          + " policy_version text, updated_at timestamptz, source_offset bigint";
  private static final String UPSERT =
      Upsert.sql(
          "tributary.metric_value",
          "staged_metric_value",
          COLUMNS,
          List.of("metric", "\"window\"", "dimension", "slice", "as_of"),
          List.of("updated_at"));

  private static final String WITHDRAW =
      "DELETE FROM tributary.metric_value v USING staged_metric_withdrawn w WHERE v.family = w.family"
          + " AND v.dimension = w.dimension AND v.slice = w.slice AND v.as_of = w.as_of"
          + " AND v.source_offset < w.source_offset";

  @Override
  public List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException {
    int withdrawn =
        staging.copy(
            "staged_metric_withdrawn",
            "family text, dimension text, slice text, as_of date, source_offset bigint",
            rows -> records.forEach(record -> withdraw(rows, record)));
    staging.copy(
        "staged_metric_value", COLUMNS, rows -> records.forEach(record -> values(rows, record)));
    return withdrawn == 0 ? List.of(UPSERT) : List.of(WITHDRAW, UPSERT);
  }

  private static void values(BinaryCopy rows, SinkRecord record) {
    if (record.value() instanceof MetricValues values) {
      values.getValues().forEach(value -> row(rows, values, value, record.offset()));
    }
  }

  /** The key is family|dimension|slice|as-of day; the slice may hold anything. */
  private static void withdraw(BinaryCopy rows, SinkRecord record) {
    if (record.value() != null) {
      return;
    }
    String key = record.key();
    int first = key.indexOf('|');
    int second = key.indexOf('|', first + 1);
    int last = key.lastIndexOf('|');
    rows.row()
        .text(key.substring(0, first))
        .text(key.substring(first + 1, second))
        .text(key.substring(second + 1, last))
        .date(LocalDate.parse(key.substring(last + 1)))
        .bigint(record.offset());
  }

  private static void row(BinaryCopy rows, MetricValues values, MetricValue value, long offset) {
    rows.row()
        .text(value.getMetric())
        .text(value.getWindow())
        .text(values.getDimension())
        .text(values.getSlice())
        .date(values.getAsOf())
        .text(values.getFamily())
        .bigint(value.getValueMicros())
        .bigint(value.getNumeratorMicros())
        .bigint(value.getDenominatorMicros())
        .bigint(value.getSample())
        .text(values.getCurrency())
        .flag(values.getProvisional())
        .text(values.getPolicyVersion())
        .timestamp(values.getUpdatedAt())
        .bigint(offset);
  }
}
