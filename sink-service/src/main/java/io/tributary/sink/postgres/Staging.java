package io.tributary.sink.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Gets rows into temporary tables, from which they are merged into the real ones by one statement.
 */
final class Staging {
  private final Connection connection;
  private final PGConnection copying;

  Staging(Connection connection) throws SQLException {
    this.connection = connection;
    this.copying = connection.unwrap(PGConnection.class);
  }

  /**
   * Copies rows into a temporary table that is emptied when the transaction ends. They are sent
   * while they are written: the server works on the first of them while the last are not made yet,
   * and no more than a buffer of them is held here.
   *
   * @param columns name and type of each, as in CREATE TABLE
   * @param writing writes the rows, whose fields follow the columns
   * @return how many rows there were
   */
  int copy(String table, String columns, Consumer<BinaryCopy> writing) throws SQLException {
    create(table, columns);
    CopyIn copy = copying.getCopyAPI().copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
    try {
      BinaryCopy rows = new BinaryCopy(columns.split(",").length, copy::writeToCopy);
      writing.accept(rows);
      rows.finish();
      copy.endCopy();
      return rows.rows();
    } catch (BinaryCopy.SendFailedException e) {
      throw e.getCause();
    } finally {
      // Only when it did not come to its end: the connection must be usable for the roll-back.
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Makes a temporary table, if there is none yet, that is emptied when the transaction ends. */
  void create(String table, String columns) throws SQLException {
    execute(
        "CREATE TEMP TABLE IF NOT EXISTS " + table + " (" + columns + ") ON COMMIT DELETE ROWS");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
