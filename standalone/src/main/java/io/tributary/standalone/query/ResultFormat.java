package io.tributary.standalone.query;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How the rows of a query are written. */
public enum ResultFormat {
  /** For people. */
  table {
    @Override
    public void write(ResultSet rows, PrintWriter out) throws SQLException {
      TextTable.write(rows, out);
    }
  },
  /** For spreadsheets: RFC 4180, with a header line. */
  csv {
    @Override
    public void write(ResultSet rows, PrintWriter out) throws SQLException {
      CsvRows.write(rows, out);
    }
  },
  /** For programs: an object per line. */
  json {
    @Override
    public void write(ResultSet rows, PrintWriter out) throws SQLException, IOException {
      JsonRows.write(rows, out);
    }
  };

  public abstract void write(ResultSet rows, PrintWriter out) throws SQLException, IOException;
}
