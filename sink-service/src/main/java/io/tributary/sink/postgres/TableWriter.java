package io.tributary.sink.postgres;

import io.tributary.sink.warehouse.SinkRecord;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes the records of some topics into the tables that they belong to, in two steps: what has to
 * be sent is sent first, into staging tables that no one else sees; what touches the real tables is
 * left to the server alone. So the locks of a transaction are never held while it waits for this
 * process, which may be paused.
 */
interface TableWriter {
  /**
   * Sends the records to the server.
   *
   * @param records in order; where only the latest of a key counts, that one only
   * @return the statements that carry what was staged into the real tables, in order
   */
  List<String> stage(Staging staging, List<SinkRecord> records) throws SQLException;
}
