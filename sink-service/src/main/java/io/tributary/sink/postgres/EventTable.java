package io.tributary.sink.postgres;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** One row per event; a repeated event is one row, and the first of its repetitions stays. */
final class EventTable implements TableWriter {
  private static final String COLUMNS =
      "source text, event_id text, occurred_at timestamptz, type text, namespace text, subject text,"
          + " identifiers text[], received_at timestamptz, body jsonb";

  @Override
  public void write(Staging staging, List<SinkRecord> records) throws SQLException {
    BinaryCopy rows = new BinaryCopy(9);
    Set<LocalDate> needed = new TreeSet<>();
    for (SinkRecord record : records) {
      RevenueEvent event = (RevenueEvent) record.value();
      needed.add(LocalDate.ofInstant(event.getOccurredAt(), ZoneOffset.UTC).withDayOfMonth(1));
      rows.row()
          .text(event.getSource())
          .text(event.getEventId())
          .timestamp(event.getOccurredAt())
          .text(event.getType())
          .text(event.getNamespace())
          .text(Identifiers.subject(event))
          .texts(event.getIdentifiers().stream().map(Identifiers::text).toList())
          .timestamp(event.getReceivedAt())
          .jsonb(RecordJson.body((SpecificRecord) event.getBody()));
    }
    for (LocalDate month : needed) {
      staging.call("SELECT tributary.ensure_event_partition(DATE '" + month + "')");
    }
    staging.copy("staged_event", COLUMNS, rows);
    staging.execute(
        "INSERT INTO tributary.event SELECT * FROM staged_event ON CONFLICT DO NOTHING");
  }
}
