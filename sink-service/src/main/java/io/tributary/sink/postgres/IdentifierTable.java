package io.tributary.sink.postgres;

import io.tributary.output.IdentityAssignment;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.util.List;

/** Which customer an identifier belongs to. */
final class IdentifierTable implements TableWriter {
  private static final String COLUMNS =
      "identifier text, customer_id text, generation bigint, first_seen timestamptz, source_offset bigint";
  private static final String UPSERT =
      Upsert.sql(
          "tributary.customer_identifier",
          "staged_customer_identifier",
          COLUMNS,
          List.of("identifier"),
          List.of());
  private static final String DELETE =
      "DELETE FROM tributary.customer_identifier i USING staged_identifier_gone g"
          + " WHERE i.identifier = g.identifier AND i.source_offset < g.source_offset";

  @Override
  public List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException {
    staging.copy(
        "staged_identifier_gone",
        "identifier text, source_offset bigint",
        rows -> records.forEach(record -> gone(rows, record)));
    staging.copy(
        "staged_customer_identifier",
        COLUMNS,
        rows -> records.forEach(record -> row(rows, record)));
    return List.of(DELETE, UPSERT);
  }

  private static void gone(BinaryCopy rows, SinkRecord record) {
    if (record.value() == null) {
      rows.row().text(record.key()).bigint(record.offset());
    }
  }

  private static void row(BinaryCopy rows, SinkRecord record) {
    if (record.value() instanceof IdentityAssignment assignment) {
      rows.row()
          .text(assignment.getIdentifier())
          .text(assignment.getCustomerId())
          .bigint(assignment.getGeneration())
          .timestamp(assignment.getFirstSeen())
          .bigint(record.offset());
    }
  }
}
