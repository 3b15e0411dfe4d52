package io.tributary.sink.postgres;

import io.tributary.output.MetricAlert;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.util.List;

/** One row per change of state of an alert. */
final class AlertTable implements TableWriter {
  private static final String COLUMNS =
      "change_id text, rule text, metric text, \"window\" text, dimension text, slice text, state text,"
          + " previous_state text, reason text, value bigint, threshold bigint, severity text, labels jsonb,"
          + " summary text, as_of date, since timestamptz, changed_at timestamptz";

  @Override
  public List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException {
    staging.copy("staged_alert", COLUMNS, rows -> records.forEach(record -> row(rows, record)));
    return List.of(Addition.sql("tributary.alert", "staged_alert", "change_id"));
  }

  private static void row(BinaryCopy rows, SinkRecord record) {
    // A tombstone takes a rule's state away, not what was said.
    if (record.value() instanceof MetricAlert alert) {
      rows.row()
          .text(alert.getChangeId())
          .text(alert.getRule())
          .text(alert.getMetric())
          .text(alert.getWindow())
          .text(alert.getDimension())
          .text(alert.getSlice())
          .text(alert.getState().name())
          .text(alert.getPreviousState().name())
          .text(alert.getReason())
          .bigint(alert.getValueMicros())
          .bigint(alert.getThresholdMicros())
          .text(alert.getSeverity())
          .jsonb(RecordJson.texts(alert.getLabels()))
          .text(alert.getSummary())
          .date(alert.getAsOf())
          .timestamp(alert.getSince())
          .timestamp(alert.getChangedAt());
    }
  }
}
