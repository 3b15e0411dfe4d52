package io.tributary.standalone.query;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;

/** RFC 4180: a header, commas, quotes where they are needed; nothing where there is no value. */
final class CsvRows {
  private CsvRows() {}

  static void write(ResultSet rows, PrintWriter out) throws SQLException {
    Columns columns = Columns.of(rows);
    line(columns.names(), out);
    while (rows.next()) {
      line(columns.row(rows), out);
    }
  }

  private static void line(String[] values, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      line.append(i == 0 ? "" : ",").append(values[i] == null ? "" : quoted(values[i]));
    }
    out.print(line.append("\r\n"));
  }

  /** An empty text is quoted, so that it is told from no value. */
  private static String quoted(String value) {
    boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
