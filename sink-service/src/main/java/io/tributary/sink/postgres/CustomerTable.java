package io.tributary.sink.postgres;

import io.tributary.output.CustomerLifecycle;
import io.tributary.output.StageEntry;
import io.tributary.output.Touch;
import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * One row per customer, and its stage history, which is replaced as a whole; both go when the
 * customer does.
 */
final class CustomerTable implements TableWriter {
  private static final String COLUMNS =
      "customer_id text, stage text, stage_entered_at timestamptz, name text, industry text, employees bigint,"
          + " channel text, campaign text, region text, segment text, owner text, product text, mrr jsonb,"
          + " lifetime_revenue jsonb, open_pipeline jsonb, open_opportunities integer, open_tickets integer,"
          + " last_rating_kind text, last_rating_score integer, last_rating_at timestamptz, first_touch_at timestamptz,"
          + " last_touch_at timestamptz, last_touch_channel text, health text[], identifiers text[],"
          + " first_seen timestamptz, last_seen timestamptz, version bigint, updated_at timestamptz,"
          + " source_offset bigint";
  private static final String UPSERT =
      Upsert.sql(
          "tributary.customer",
          "staged_customer",
          COLUMNS,
          List.of("customer_id"),
          List.of("version", "updated_at"));

  private static final String DELETE =
      "DELETE FROM tributary.customer c USING staged_customer_gone g"
          + " WHERE c.customer_id = g.customer_id AND c.source_offset < g.source_offset";
  private static final String DELETE_HISTORY =
      "DELETE FROM tributary.stage_history h USING staged_customer_gone g WHERE h.customer_id = g.customer_id"
          + " AND NOT EXISTS (SELECT FROM tributary.customer c WHERE c.customer_id = g.customer_id)";

  /** After the upsert, a customer whose row is newer than the staged one keeps its history too. */
  private static final String OF_THE_LATEST =
      " EXISTS (SELECT FROM tributary.customer c WHERE c.customer_id = s.customer_id"
          + " AND c.source_offset <= s.source_offset)";

  private static final String TRIM_HISTORY =
      "DELETE FROM tributary.stage_history h USING staged_customer s WHERE h.customer_id = s.customer_id"
          + " AND NOT EXISTS (SELECT FROM staged_stage t WHERE t.customer_id = h.customer_id"
          + " AND t.valid_from = h.valid_from AND t.valid_to IS NOT DISTINCT FROM h.valid_to"
          + " AND t.stage = h.stage) AND"
          + OF_THE_LATEST;
  private static final String ADD_HISTORY =
      "INSERT INTO tributary.stage_history SELECT s.customer_id, s.valid_from, s.valid_to, s.stage FROM staged_stage s"
          + " WHERE NOT EXISTS (SELECT FROM tributary.stage_history h WHERE h.customer_id = s.customer_id"
          + " AND h.valid_from = s.valid_from) AND"
          + OF_THE_LATEST;

  @Override
  public List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException {
    staging.copy(
        "staged_customer_gone",
        "customer_id text, source_offset bigint",
        rows -> records.forEach(record -> gone(rows, record)));
    staging.copy(
        "staged_customer", COLUMNS, rows -> records.forEach(record -> customer(rows, record)));
    staging.copy(
        "staged_stage",
        "customer_id text, valid_from timestamptz, valid_to timestamptz, stage text, source_offset bigint",
        rows -> records.forEach(record -> stages(rows, record)));
    return List.of(DELETE, DELETE_HISTORY, UPSERT, TRIM_HISTORY, ADD_HISTORY);
  }

  private static void gone(BinaryCopy rows, SinkRecord record) {
    if (record.value() == null) {
      rows.row().text(record.key()).bigint(record.offset());
    }
  }

  private static void customer(BinaryCopy rows, SinkRecord record) {
    if (!(record.value() instanceof CustomerLifecycle lifecycle)) {
      return;
    }
    rows.row()
        .text(lifecycle.getCustomerId())
        .text(lifecycle.getStage().name())
        .timestamp(lifecycle.getStageEnteredAt())
        .text(lifecycle.getName())
        .text(lifecycle.getIndustry())
        .bigint(lifecycle.getEmployees())
        .text(lifecycle.getChannel())
        .text(lifecycle.getCampaign())
        .text(lifecycle.getRegion())
        .text(lifecycle.getSegment())
        .text(lifecycle.getOwner())
        .text(lifecycle.getProduct())
        .jsonb(RecordJson.money(lifecycle.getMrr()))
        .jsonb(RecordJson.money(lifecycle.getLifetimeRevenue()))
        .jsonb(RecordJson.money(lifecycle.getOpenPipeline()))
        .integer(lifecycle.getOpenOpportunities())
        .integer(lifecycle.getOpenTickets())
        .text(lifecycle.getLastRatingKind() == null ? null : lifecycle.getLastRatingKind().name())
        .integer(lifecycle.getLastRatingScore())
        .timestamp(lifecycle.getLastRatingAt())
        .timestamp(at(lifecycle.getFirstTouch()))
        .timestamp(at(lifecycle.getLastTouch()))
        .text(lifecycle.getLastTouch() == null ? null : lifecycle.getLastTouch().getChannel())
        .texts(lifecycle.getHealth().stream().map(Enum::name).toList())
        .texts(lifecycle.getIdentifiers())
        .timestamp(lifecycle.getFirstSeen())
        .timestamp(lifecycle.getLastSeen())
        .bigint(lifecycle.getVersion())
        .timestamp(lifecycle.getUpdatedAt())
        .bigint(record.offset());
  }

  private static Instant at(Touch touch) {
    return touch == null ? null : touch.getOccurredAt();
  }

  private static void stages(BinaryCopy rows, SinkRecord record) {
    if (record.value() instanceof CustomerLifecycle lifecycle) {
      for (StageEntry entry : lifecycle.getStages()) {
        rows.row()
            .text(lifecycle.getCustomerId())
            .timestamp(entry.getEnteredAt())
            .timestamp(entry.getLeftAt())
            .text(entry.getStage().name())
            .bigint(record.offset());
      }
    }
  }
}
