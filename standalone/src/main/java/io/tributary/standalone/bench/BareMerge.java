package io.tributary.standalone.bench;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * What the database takes at most: rows in its own binary form, made beforehand, are copied and
 * merged in transactions of the sink's size, into a table with the same columns and indexes.
 */
final class BareMerge {
  private static final int BATCH_ROWS = 50_000;
  private static final int BATCH_BYTES = 8 << 20;
  private static final int HEADER_BYTES = 19;
  private static final byte[] TRAILER = {-1, -1};

  private final Connection reader;
  private final Connection writer;
  private final SinkLoad load;
  private long nanos;
  private long rows;

  private BareMerge(Connection reader, Connection writer, SinkLoad load) {
    this.reader = reader;
    this.writer = writer;
    this.load = load;
  }

  /**
   * Rows per second.
   *
   * @param load whose rows are in the table that the sink writes
   */
  static double rate(Workbench bench, SinkLoad load) throws SQLException {
    try (Connection reader = bench.database();
        Connection writer = bench.database()) {
      writer.setAutoCommit(false);
      BareMerge bare = new BareMerge(reader, writer, load);
      bare.makeTables();
      for (String query : load.passes()) {
        bare.pass(query);
      }
      bare.execute("DROP SCHEMA bench CASCADE");
      writer.commit();
      return Rate.perSecond(bare.rows, bare.nanos);
    }
  }

  private void makeTables() throws SQLException {
    // The planner looks rows up by key, and works in memory, as for the sink.
    execute("SET random_page_cost = 1.1");
    execute("SET work_mem = '32MB'");
    execute("SET temp_buffers = '64MB'");
    execute("CREATE SCHEMA bench");
    execute(
        "CREATE TABLE bench.%1$s (LIKE tributary.%1$s INCLUDING ALL)%2$s"
            .formatted(load.table(), storage()));
    execute("CREATE TEMP TABLE staged (LIKE tributary." + load.table() + ") ON COMMIT DELETE ROWS");
    writer.commit();
  }

  /** LIKE does not take over how full pages are to be. */
  private String storage() throws SQLException {
    String options =
        "SELECT ' WITH (' || array_to_string(reloptions, ', ') || ')' FROM pg_class WHERE oid = 'tributary.%s'::regclass"
            .formatted(load.table());
    try (Statement statement = writer.createStatement();
        ResultSet found = statement.executeQuery(options)) {
      found.next();
      return found.getString(1) == null ? "" : found.getString(1);
    }
  }

  private void pass(String query) throws SQLException {
    CopyOut out =
        reader
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    byte[] header = null;
    int batched = 0;
    for (byte[] message = out.readFromCopy(); message != null; message = out.readFromCopy()) {
      if (header == null) {
        header = Arrays.copyOf(message, HEADER_BYTES);
        batch.write(message, 0, message.length);
      } else if (message.length > TRAILER.length) {
        batch.write(message, 0, message.length);
      }
      if (message.length > HEADER_BYTES
          && (++batched == BATCH_ROWS || batch.size() >= BATCH_BYTES)) {
        write(batch, batched);
        batch.write(header, 0, header.length);
        batched = 0;
      }
    }
    if (batched > 0) {
      write(batch, batched);
    }
  }

  private void write(ByteArrayOutputStream batch, int count) throws SQLException {
    batch.write(TRAILER, 0, TRAILER.length);
    byte[] bytes = batch.toByteArray();
    batch.reset();
    long started = System.nanoTime();
    CopyIn in =
        writer
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY staged FROM STDIN (FORMAT binary)");
    in.writeToCopy(bytes, 0, bytes.length);
    in.endCopy();
    for (String sql : load.merge()) {
      execute(sql);
    }
    writer.commit();
    nanos += System.nanoTime() - started;
    rows += count;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute(sql);
    }
  }
}
