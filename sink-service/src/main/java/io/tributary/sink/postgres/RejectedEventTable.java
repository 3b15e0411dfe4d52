package io.tributary.sink.postgres;

import io.tributary.output.RejectedEvent;
import io.tributary.output.Rejection;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.util.List;

/** One row per rejection. */
final class RejectedEventTable implements TableWriter {
  private static final String COLUMNS =
      "rejection_id text, source text, endpoint text, content_type text, position bigint,"
          + " event_id text, type text, code text, field text, message text, rejections jsonb, raw bytea,"
          + " received_at timestamptz";

  @Override
  public List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException {
    staging.copy(
        "staged_rejected_event",
        COLUMNS,
        rows -> records.forEach(record -> row(rows, (RejectedEvent) record.value())));
    return List.of(
        Addition.sql("tributary.rejected_event", "staged_rejected_event", "rejection_id"));
  }

  private static void row(BinaryCopy rows, RejectedEvent rejected) {
    Rejection first = rejected.getRejections().get(0);
    byte[] raw = new byte[rejected.getRaw().remaining()];
    rejected.getRaw().duplicate().get(raw);
    rows.row()
        .text(rejected.getRejectionId())
        .text(rejected.getSource())
        .text(rejected.getEndpoint())
        .text(rejected.getContentType())
        .bigint(rejected.getIndex())
        .text(rejected.getEventId())
        .text(rejected.getType())
        .text(first.getCode())
        .text(first.getField())
        .text(first.getMessage())
        .jsonb(RecordJson.rejections(rejected.getRejections()))
        .bytes(raw)
        .timestamp(rejected.getReceivedAt());
  }
}
