package io.tributary.sink.postgres;

import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One row per family of metrics, slice and as-of day, as a record holds them. */
final class MetricRowTable implements TableWriter {
  private static final String COLUMNS =
      "family text, dimension text, slice text, as_of date, layout bigint, value bigint[],"
          + " numerator bigint[], denominator bigint[], sample bigint[], currency text,"
          + " provisional boolean, policy_version text, updated_at timestamptz,"
          + " left_out text[], source_offset bigint";
  private static final String UPSERT =
      Upsert.sql(
          "tributary.metric_row",
          "staged_metric_row",
          COLUMNS,
          List.of("dimension", "slice", "family", "as_of"),
          List.of("updated_at"));

  /**
   * What was reported of a day that was over is kept. What had stood for less than an hour was
   * reported to nobody: while years of events are brought in, rows change by the second.
   */
  private static final String REVISE =
      "INSERT INTO tributary.metric_row_revision SELECT r.family, r.dimension, r.slice, r.as_of, r.layout,"
          + " r.value, r.sample, r.policy_version, r.updated_at, %1$s FROM tributary.metric_row r"
          + " JOIN %2$s s ON r.dimension = s.dimension AND r.slice = s.slice AND r.family = s.family"
          + " AND r.as_of = s.as_of WHERE r.source_offset < s.source_offset AND NOT r.provisional"
          + " AND r.updated_at < %1$s - interval '1 hour'%3$s";

  private static final String REVISE_CHANGED =
      REVISE.formatted(
          "s.updated_at",
          "staged_metric_row",
          " AND (r.layout, r.value, r.sample) IS DISTINCT FROM (s.layout, s.value, s.sample)");
  private static final String REVISE_WITHDRAWN =
      REVISE.formatted("now()", "staged_metric_withdrawn", "");

  private static final String WITHDRAW =
      "DELETE FROM tributary.metric_row r USING staged_metric_withdrawn w WHERE r.family = w.family"
          + " AND r.dimension = w.dimension AND r.slice = w.slice AND r.as_of = w.as_of"
          + " AND r.source_offset < w.source_offset";

  private final MetricLayouts layouts = new MetricLayouts();
  private final MetricPolicies policies = new MetricPolicies();

  @Override
  public List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException {
    int withdrawn =
        staging.copy(
            "staged_metric_withdrawn",
            "family text, dimension text, slice text, as_of date, source_offset bigint",
            rows -> records.forEach(record -> withdraw(rows, record)));
    staging.copy(
        "staged_metric_row", COLUMNS, rows -> records.forEach(record -> row(rows, record)));
    List<String> merges = new ArrayList<>(layouts.stage(staging));
    merges.addAll(policies.stage(staging));
    if (withdrawn > 0) {
      merges.add(REVISE_WITHDRAWN);
      merges.add(WITHDRAW);
    }
    merges.add(REVISE_CHANGED);
    merges.add(UPSERT);
    return merges;
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

  private void row(BinaryCopy rows, SinkRecord record) {
    if (record.value() instanceof MetricValues line) {
      rows.row()
          .text(line.getFamily())
          .text(line.getDimension())
          .text(line.getSlice())
          .date(line.getAsOf())
          .bigint(layouts.of(line))
          .bigints(each(line, MetricValue::getValueMicros))
          .bigints(each(line, MetricValue::getNumeratorMicros))
          .bigints(each(line, MetricValue::getDenominatorMicros))
          .bigints(each(line, MetricValue::getSample))
          .text(line.getCurrency())
          .flag(line.getProvisional())
          .text(policies.versionOf(line))
          .timestamp(line.getUpdatedAt())
          .texts(line.getLeftOut())
          .bigint(record.offset());
    }
  }

  private static List<Long> each(MetricValues line, Function<MetricValue, Long> field) {
    List<Long> column = new ArrayList<>(line.getValues().size());
    line.getValues().forEach(value -> column.add(field.apply(value)));
    return column;
  }
}
