package io.tributary.verification;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Questions to the warehouse. */
final class Warehouse {
  private final String url;

  /**
   * @param url JDBC URL with user and password
   */
  Warehouse(String url) {
    this.url = url;
  }

  /** The one value of the one row of the answer, as text; null when there is no row. */
  String ask(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      return answer.next() ? answer.getString(1) : null;
    }
  }
}
