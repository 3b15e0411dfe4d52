package io.tributary.sink.postgres;

import io.tributary.output.IdentityConflict;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.util.List;

/** Evidence of identity that was refused. */
final class ConflictTable implements TableWriter {
  private static final String COLUMNS =
      "subject text, other text, seen_at timestamptz, subject_customer_id text, other_customer_id text,"
          + " reason text, standing boolean, source_offset bigint";
  private static final String UPSERT =
      Upsert.sql(
          "tributary.identity_conflict",
          "staged_identity_conflict",
          COLUMNS,
          List.of("subject", "other"),
          List.of());

  @Override
  public List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException {
    staging.copy(
        "staged_identity_conflict", COLUMNS, rows -> records.forEach(record -> row(rows, record)));
    return List.of(UPSERT);
  }

  private static void row(BinaryCopy rows, SinkRecord record) {
    // What was refused once stays on record; that it no longer stands is a value, not a tombstone.
    if (record.value() instanceof IdentityConflict conflict) {
      rows.row()
          .text(conflict.getSubject())
          .text(conflict.getOther())
          .timestamp(conflict.getSeenAt())
          .text(conflict.getSubjectCustomerId())
          .text(conflict.getOtherCustomerId())
          .text(conflict.getReason())
          .flag(conflict.getStanding())
          .bigint(record.offset());
    }
  }
}
