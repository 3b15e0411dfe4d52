package io.tributary.sink.postgres;

import io.tributary.runtime.config.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The roles of the warehouse: who owns the tables, who writes the facts, who reads the views. Who
 * migrates need not be the owner, only allowed to become it.
 */
final class Roles {
  static final String OWNER = "tributary_owner";
  private static final String SINK = "tributary_sink";
  private static final String ANALYST = "tributary_analyst";
  private static final String ANALYST_TIMEOUT = "60s";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /** Any number will do, as long as it is the same for every sink that starts. */
  private static final long LOCK = 7_241_886_233L;

  private Roles() {}

  /**
   * @param sinkPassword the password that the sink's role gets when it is created; null for none
   * @throws ConfigurationException when something is missing and may not be made; it says what a
   *     DBA has to run
   */
  static void ensure(Connection connection, String sinkPassword) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      List<String> missing = missing(statement, sinkPassword);
      try {
        for (String sql : missing) {
          statement.execute(sql);
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
          throw e;
        }
        // The password is not for the log.
        throw new ConfigurationException(
            "warehouse.migration.user may not prepare the database: %s. Ask who may to run:%n  %s;"
                .formatted(
                    e.getMessage(), String.join(";%n  ".formatted(), missing(statement, "..."))),
            e);
      }
    }
  }

  /** What is to be done, in order. */
  private static List<String> missing(Statement statement, String sinkPassword)
      throws SQLException {
    List<String> missing = new ArrayList<>();
    if (!isThere(statement, OWNER)) {
      missing.add("CREATE ROLE " + OWNER + " NOLOGIN");
    }
    if (!isThere(statement, SINK)) {
      missing.add(
          "CREATE ROLE %s LOGIN%s"
              .formatted(
                  SINK,
                  sinkPassword == null
                      ? ""
                      : " PASSWORD " + statement.enquoteLiteral(sinkPassword)));
    }
    if (!isThere(statement, ANALYST)) {
      missing.add("CREATE ROLE " + ANALYST + " LOGIN");
      missing.add("ALTER ROLE %s SET statement_timeout = '%s'".formatted(ANALYST, ANALYST_TIMEOUT));
    }
    boolean ownerIsThere = isThere(statement, OWNER);
    if (!ownerIsThere || !is(statement, "pg_has_role(current_user, '" + OWNER + "', 'SET')")) {
      missing.add("GRANT %s TO %s".formatted(OWNER, name(statement, "current_user")));
    }
    if (!ownerIsThere
        || !is(
            statement, "has_database_privilege('" + OWNER + "', current_database(), 'CREATE')")) {
      missing.add(
          "GRANT CREATE ON DATABASE %s TO %s"
              .formatted(name(statement, "current_database()"), OWNER));
    }
    return missing;
  }

  private static boolean isThere(Statement statement, String role) throws SQLException {
    return is(statement, "EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role + "')");
  }

  private static boolean is(Statement statement, String condition) throws SQLException {
    try (ResultSet answer = statement.executeQuery("SELECT " + condition)) {
      answer.next();
      return answer.getBoolean(1);
    }
  }

  private static String name(Statement statement, String expression) throws SQLException {
    try (ResultSet answer = statement.executeQuery("SELECT quote_ident(" + expression + ")")) {
      answer.next();
      return answer.getString(1);
    }
  }
}
