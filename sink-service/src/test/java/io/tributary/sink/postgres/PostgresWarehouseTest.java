package io.tributary.sink.postgres;

import io.tributary.sink.warehouse.Warehouse;
import io.tributary.sink.warehouse.WarehouseContract;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresWarehouseTest extends WarehouseContract {
  private static final int FAR_MORE_STEPS_THAN_A_COMMIT_HAS = 200;

  private final TestDatabase database = TestDatabase.migrated();

  @Override
  protected Warehouse open() {
    return PostgresWarehouse.open(database.url(), "tributary_sink", null);
  }

  @Override
  protected Warehouse openFailingAtStep(int step) {
    if (step > FAR_MORE_STEPS_THAN_A_COMMIT_HAS) {
      return null;
    }
    PGSimpleDataSource real = new PGSimpleDataSource();
    real.setUrl(database.url());
    real.setUser("tributary_sink");
    return new PostgresWarehouse(new FailingConnections(real, step).dataSource());
  }

  @Override
  protected Warehouse openAway() {
    PGSimpleDataSource nobody = new PGSimpleDataSource();
    nobody.setUrl("jdbc:postgresql://localhost:1/nothing");
    nobody.setUser("tributary_sink");
    return new PostgresWarehouse(nobody);
  }

  @Override
  protected void rewind(TopicPartition partition, long offset) {
    database.execute(
        "UPDATE tributary.sink_offset SET next_offset = %d WHERE topic = '%s' AND partition = %d"
            .formatted(offset, partition.topic(), partition.partition()));
  }

  @Override
  protected Contents contents() {
    return new Contents(
        rows("SELECT event_id FROM tributary.event ORDER BY 1"),
        rows("SELECT customer_id || ' ' || stage FROM tributary.customer ORDER BY 1"),
        rows("SELECT customer_id || ' ' || stage FROM tributary.stage_history ORDER BY 1"),
        rows(
            "SELECT identifier || ' ' || customer_id FROM tributary.customer_identifier ORDER BY 1"),
        rows(
            "SELECT concat_ws(' ', customer_id, entity_id, day, amount) FROM tributary.contribution ORDER BY 1"),
        rows(
            "SELECT concat_ws(' ', slice, \"window\", coalesce(value::text, 'null'))"
                + " FROM tributary.metric_value ORDER BY 1"),
        rows("SELECT change_id || ' ' || state FROM tributary.alert ORDER BY 1"));
  }

  private List<String> rows(String sql) {
    return database.rows(sql);
  }
}
