package io.tributary.standalone.query;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks the warehouse, and shows answers under titles. */
public final class Report {
  private final Connection warehouse;
  private final PrintWriter out;

  public Report(Connection warehouse, PrintWriter out) {
    this.warehouse = warehouse;
    this.out = out;
  }

  /** A statement with its parameters. */
  public PreparedStatement ask(String sql, Object... parameters) throws SQLException {
    PreparedStatement query = warehouse.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      query.setObject(i + 1, parameters[i]);
    }
    return query;
  }

  /** A title and the rows below it; nothing at all when there are no rows. */
  public void section(String title, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement query = ask(sql, parameters);
        ResultSet rows = query.executeQuery()) {
      if (rows.isBeforeFirst()) {
        out.println();
        out.println(title);
        TextTable.write(rows, out);
      }
    }
  }
}
