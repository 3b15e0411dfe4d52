package io.tributary.sink.postgres;

import io.tributary.output.Contribution;
import io.tributary.output.EntityContributions;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.util.List;

/** The ledger: the page of an entity is replaced as a whole. */
final class ContributionTable implements TableWriter {
  private static final String COLUMNS =
      "customer_id text, entity_kind text, entity_id text, measure text, day date, currency text, channel text,"
          + " region text, segment text, owner text, product text, amount bigint";

  @Override
  public void write(Staging staging, List<SinkRecord> records) throws SQLException {
    BinaryCopy entities = new BinaryCopy(3);
    BinaryCopy rows = new BinaryCopy(12);
    for (SinkRecord record : records) {
      // customer id, kind and id: the id may hold anything, so only the first two bars separate.
      String[] entity = record.key().split("\\|", 3);
      entities.row().text(entity[0]).text(entity[1]).text(entity[2]);
      if (record.value() instanceof EntityContributions page) {
        page.getContributions().forEach(line -> line(rows, page, line));
      }
    }
    staging.copy("staged_entity", "customer_id text, entity_kind text, entity_id text", entities);
    staging.execute(
        "DELETE FROM tributary.contribution c USING staged_entity e WHERE c.customer_id = e.customer_id"
            + " AND c.entity_kind = e.entity_kind AND c.entity_id = e.entity_id");
    staging.copy("staged_contribution", COLUMNS, rows);
    staging.execute("INSERT INTO tributary.contribution SELECT * FROM staged_contribution");
  }

  private static void line(BinaryCopy rows, EntityContributions page, Contribution line) {
    rows.row()
        .text(page.getCustomerId())
        .text(page.getEntityKind())
        .text(page.getEntityId())
        .text(line.getMeasure())
        .date(line.getDay())
        .text(line.getCurrency())
        .text(page.getChannel())
        .text(page.getRegion())
        .text(page.getSegment())
        .text(page.getOwner())
        .text(page.getProduct())
        .bigint(line.getAmount());
  }
}
