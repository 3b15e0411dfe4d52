package io.tributary.sink.postgres;

import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.util.List;

/** Writes the records of some topics into the tables that they belong to. */
interface TableWriter {
  /**
   * @param records in order; of a compacted topic the latest of each key only
   */
  void write(Staging staging, List<SinkRecord> records) throws SQLException;
}
