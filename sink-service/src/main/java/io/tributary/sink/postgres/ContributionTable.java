package io.tributary.sink.postgres;

import io.tributary.output.Contribution;
import io.tributary.output.EntityContributions;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.util.List;

/**
 * The ledger: the page of an entity becomes what the record says. Most lines of a page stay as they
 * are when it changes, so only those that differ are taken out and put in.
 */
final class ContributionTable implements TableWriter {
  private static final String COLUMNS =
      "customer_id text, entity_kind text, entity_id text, measure text, day date, currency text, channel text,"
          + " region text, segment text, owner text, product text, amount bigint, source_offset bigint";
  private static final String SAME_ENTITY =
      "c.customer_id = %1$s.customer_id AND c.entity_kind = %1$s.entity_kind AND c.entity_id = %1$s.entity_id";
  private static final String SAME_LINE =
      SAME_ENTITY.formatted("s")
          + " AND c.measure = s.measure AND c.day = s.day AND c.currency = s.currency AND c.amount = s.amount"
          + " AND (c.channel, c.region, c.segment, c.owner, c.product)"
          + " IS NOT DISTINCT FROM (s.channel, s.region, s.segment, s.owner, s.product)";

  /** A page that is in the ledger in a newer form already is passed over. */
  private static final String DROP_OUTDATED_PAGES =
      "DELETE FROM staged_page e USING tributary.contribution c WHERE "
          + SAME_ENTITY.formatted("e")
          + " AND c.source_offset > e.source_offset";

  private static final String DROP_OUTDATED_LINES =
      "DELETE FROM staged_contribution s WHERE NOT EXISTS (SELECT FROM staged_page e"
          + " WHERE e.customer_id = s.customer_id AND e.entity_kind = s.entity_kind AND e.entity_id = s.entity_id)";
  private static final String DELETE =
      "DELETE FROM tributary.contribution c USING staged_page e WHERE "
          + SAME_ENTITY.formatted("e")
          + " AND NOT EXISTS (SELECT FROM staged_contribution s WHERE "
          + SAME_LINE
          + ")";
  private static final String INSERT =
      "INSERT INTO tributary.contribution SELECT s.* FROM staged_contribution s"
          + " WHERE NOT EXISTS (SELECT FROM tributary.contribution c WHERE "
          + SAME_LINE
          + ")";

  @Override
  public List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException {
    staging.copy(
        "staged_page",
        "customer_id text, entity_kind text, entity_id text, source_offset bigint",
        rows -> records.forEach(record -> page(rows, record)));
    staging.copy(
        "staged_contribution", COLUMNS, rows -> records.forEach(record -> lines(rows, record)));
    return List.of(DROP_OUTDATED_PAGES, DROP_OUTDATED_LINES, DELETE, INSERT);
  }

  private static void page(BinaryCopy rows, SinkRecord record) {
    // customer id, kind and id: the id may hold anything, so only the first two bars separate.
    String[] entity = record.key().split("\\|", 3);
    rows.row().text(entity[0]).text(entity[1]).text(entity[2]).bigint(record.offset());
  }

  private static void lines(BinaryCopy rows, SinkRecord record) {
    if (record.value() instanceof EntityContributions page) {
      for (Contribution line : page.getContributions()) {
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
            .bigint(line.getAmount())
            .bigint(record.offset());
      }
    }
  }
}
