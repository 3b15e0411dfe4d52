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

  @Override
  public void write(Staging staging, List<SinkRecord> records) throws SQLException {
    BinaryCopy gone = new BinaryCopy(1);
    BinaryCopy rows = new BinaryCopy(5);
    for (SinkRecord record : records) {
      if (record.value() == null) {
        gone.row().text(record.key());
      } else {
        IdentityAssignment assignment = (IdentityAssignment) record.value();
        rows.row()
            .text(assignment.getIdentifier())
            .text(assignment.getCustomerId())
            .bigint(assignment.getGeneration())
            .timestamp(assignment.getFirstSeen())
            .bigint(record.offset());
      }
    }
    staging.copy("staged_identifier_gone", "identifier text", gone);
    staging.execute(
        "DELETE FROM tributary.customer_identifier i USING staged_identifier_gone g WHERE i.identifier = g.identifier");
    staging.copy("staged_customer_identifier", COLUMNS, rows);
    staging.execute(UPSERT);
  }
}
