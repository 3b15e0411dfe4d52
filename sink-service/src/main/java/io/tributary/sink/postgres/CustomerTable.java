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

  @Override
  public void write(Staging staging, List<SinkRecord> records) throws SQLException {
    BinaryCopy ids = new BinaryCopy(1);
    BinaryCopy customers = new BinaryCopy(30);
    BinaryCopy stages = new BinaryCopy(4);
    for (SinkRecord record : records) {
      if (record.value() == null) {
        ids.row().text(record.key());
      } else {
        CustomerLifecycle lifecycle = (CustomerLifecycle) record.value();
        customer(customers, lifecycle, record.offset());
        lifecycle.getStages().forEach(entry -> stage(stages, lifecycle.getCustomerId(), entry));
      }
    }
    staging.copy("staged_customer_gone", "customer_id text", ids);
    staging.execute(
        "DELETE FROM tributary.customer USING staged_customer_gone g WHERE customer.customer_id = g.customer_id");
    staging.copy("staged_customer", COLUMNS, customers);
    staging.execute(UPSERT);
    staging.copy(
        "staged_stage",
        "customer_id text, valid_from timestamptz, valid_to timestamptz, stage text",
        stages);
    staging.execute(
        "DELETE FROM tributary.stage_history h USING staged_customer_gone g WHERE h.customer_id = g.customer_id");
    // Histories change rarely: only the ones that did are replaced.
    staging.execute(
        "DELETE FROM tributary.stage_history h USING staged_customer c WHERE h.customer_id = c.customer_id"
            + " AND NOT EXISTS (SELECT FROM staged_stage s WHERE s.customer_id = h.customer_id"
            + " AND s.valid_from = h.valid_from AND s.valid_to IS NOT DISTINCT FROM h.valid_to AND s.stage = h.stage)");
    staging.execute(
        "INSERT INTO tributary.stage_history (customer_id, valid_from, valid_to, stage)"
            + " SELECT customer_id, valid_from, valid_to, stage FROM staged_stage ON CONFLICT DO NOTHING");
  }

  private static void customer(BinaryCopy rows, CustomerLifecycle lifecycle, long offset) {
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
        .bigint(offset);
  }

  private static Instant at(Touch touch) {
    return touch == null ? null : touch.getOccurredAt();
  }

  private static void stage(BinaryCopy rows, String customerId, StageEntry entry) {
    rows.row()
        .text(customerId)
        .timestamp(entry.getEnteredAt())
        .timestamp(entry.getLeftAt())
        .text(entry.getStage().name());
  }
}
