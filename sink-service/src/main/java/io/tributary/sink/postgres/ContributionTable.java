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
      "%1$s.customer_id = %2$s.customer_id AND %1$s.entity_kind = %2$s.entity_kind AND %1$s.entity_id = %2$s.entity_id";
  private static final String SAME_LINE =
      SAME_ENTITY.formatted("p", "s")
          + " AND p.measure = s.measure AND p.day = s.day AND p.currency = s.currency AND p.amount = s.amount"
          + " AND (p.channel, p.region, p.segment, p.owner, p.product)"
          + " IS NOT DISTINCT FROM (s.channel, s.region, s.segment, s.owner, s.product)";

  /**
   * What the ledger holds of the staged pages, and where. It is looked up page by page: OFFSET 0
   * keeps the planner from reading the whole ledger instead, which it would do as long as it takes
   * the ledger to be small, and it learns of its size late. All else is done with temporary tables
   * only.
   */
  private static final String LOOK_UP =
      "INSERT INTO staged_present SELECT l.place, l.customer_id, l.entity_kind, l.entity_id, l.measure, l.day,"
          + " l.currency, l.channel, l.region, l.segment, l.owner, l.product, l.amount, l.source_offset"
          + " FROM staged_page e CROSS JOIN LATERAL"
          + " (SELECT c.ctid AS place, c.* FROM tributary.contribution c WHERE "
          + SAME_ENTITY.formatted("c", "e")
          + " OFFSET 0) l";

  /**
   * A page that is in the ledger in a newer form already is passed over, with its lines. Hardly any
   * is: then the lines are not even read.
   */
  private static final String DROP_OUTDATED =
      "WITH outdated AS (DELETE FROM staged_page e USING staged_present p WHERE "
          + SAME_ENTITY.formatted("p", "e")
          + " AND p.source_offset > e.source_offset"
          + " RETURNING e.customer_id, e.entity_kind, e.entity_id)"
          + " DELETE FROM staged_contribution s USING outdated o WHERE "
          + SAME_ENTITY.formatted("o", "s");

  /**
   * By its place a row is found at once. Nobody else changes it meanwhile: an entity's pages are
   * all in one partition, whose offset the transaction has locked.
   */
  private static final String DELETE =
      "DELETE FROM tributary.contribution WHERE ctid = ANY (ARRAY(SELECT p.place FROM staged_present p"
          + " WHERE EXISTS (SELECT FROM staged_page e WHERE "
          + SAME_ENTITY.formatted("e", "p")
          + ") AND NOT EXISTS (SELECT FROM staged_contribution s WHERE "
          + SAME_LINE
          + ")))";

  private static final String INSERT =
      "INSERT INTO tributary.contribution SELECT s.* FROM staged_contribution s"
          + " WHERE NOT EXISTS (SELECT FROM staged_present p WHERE "
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
    staging.create("staged_present", "place tid, " + COLUMNS);
    return List.of(LOOK_UP, DROP_OUTDATED, DELETE, INSERT);
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
