package io.tributary.sink.postgres;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** One row per event; a repeated event is one row, and the first of its repetitions stays. */
final class EventTable implements TableWriter {
  private static final String COLUMNS =
      "source text, event_id text, occurred_at timestamptz, type text, namespace text, subject text,"
          + " identifiers text[], received_at timestamptz, body jsonb";

  /** Two topics may hold the same event. In order of time they also come month by month. */
  private static final String INSERT =
      Addition.sql("tributary.event", "staged_event", "occurred_at", "source", "event_id");

  @Override
  public List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException {
    staging.copy(
        "staged_event",
        COLUMNS,
        rows -> records.forEach(record -> row(rows, (RevenueEvent) record.value())));
    String months =
        records.stream()
            .map(record -> month((RevenueEvent) record.value()))
            .distinct()
            .sorted()
            .map(month -> "'" + month + "'")
            .collect(Collectors.joining(", "));
    return List.of(
        "SELECT tributary.ensure_event_partitions(ARRAY[" + months + "]::date[])", INSERT);
  }

  private static LocalDate month(RevenueEvent event) {
    return LocalDate.ofInstant(event.getOccurredAt(), ZoneOffset.UTC).withDayOfMonth(1);
  }

  private static void row(BinaryCopy rows, RevenueEvent event) {
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
}
