package io.tributary.standalone.instance;

import io.tributary.standalone.embedded.EmbeddedPostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** Makes the database, and the roles that work in it: nobody works as superuser. */
final class Roles {
  static final String DATABASE = "tributary";
  static final String OWNER = "tributary_owner";
  static final String SINK = "tributary_sink";
  static final String ANALYST = "tributary_analyst";

  /** Those that have a password. */
  static final List<String> ALL = List.of(EmbeddedPostgresServer.SUPERUSER, OWNER, SINK, ANALYST);

  private Roles() {}

  /** Makes what is missing. Being done twice changes nothing. */
  static void make(int port, Passwords passwords) throws SQLException {
    try (Connection connection =
            connect(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                EmbeddedPostgresServer.SUPERUSER,
                passwords);
        Statement statement = connection.createStatement()) {
      for (String role : ALL) {
        if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
          statement.execute("CREATE ROLE " + role + " LOGIN");
        }
        statement.execute(
            "ALTER ROLE " + role + " PASSWORD " + statement.enquoteLiteral(passwords.of(role)));
      }
      statement.execute("ALTER ROLE " + ANALYST + " SET statement_timeout = '60s'");
      if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
      }
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      return found.next();
    }
  }

  static Connection connect(String url, String role, Passwords passwords) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", role);
    properties.setProperty("password", passwords.of(role));
    properties.setProperty("ApplicationName", "tributary");
    return DriverManager.getConnection(url, properties);
  }
}
