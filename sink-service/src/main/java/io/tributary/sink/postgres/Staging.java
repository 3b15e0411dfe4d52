package io.tributary.sink.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Gets rows into temporary tables, from which they are merged into the real ones by one statement.
 */
final class Staging {
  private final Connection connection;
  private final CopyManager copyManager;

  Staging(Connection connection) throws SQLException {
    this.connection = connection;
    this.copyManager = connection.unwrap(PGConnection.class).getCopyAPI();
  }

  /**
   * Copies the rows into a temporary table that is emptied when the transaction ends.
   *
   * @param columns name and type of each, as in CREATE TABLE
   */
  void copy(String table, String columns, BinaryCopy rows) throws SQLException {
    execute(
        "CREATE TEMP TABLE IF NOT EXISTS " + table + " (" + columns + ") ON COMMIT DELETE ROWS");
    int length = rows.finish();
    try {
      copyManager.copyIn(
          "COPY " + table + " FROM STDIN (FORMAT binary)",
          new ByteArrayInputStream(rows.array(), 0, length));
    } catch (IOException e) {
      throw new SQLException("the rows could not be sent", "08006", e);
    }
  }

  /** Runs a query for what it does. */
  void call(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  int execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
