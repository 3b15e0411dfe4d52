package io.tributary.sink.postgres;

import io.tributary.runtime.config.ConfigurationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database's roles and schemas to what this version needs. */
public final class Migration {
  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
  private static final String ANALYST_TIMEOUT = "60s";

  private static final long PAUSE_MILLIS = 2_000;

  private Migration() {}

  /**
   * Like {@link #run}, and waits for the database while it cannot be reached.
   *
   * @param waiting is told so, each time that it is tried in vain
   */
  public static void await(
      String url, String user, String password, String sinkPassword, Consumer<String> waiting)
      throws InterruptedException {
    while (true) {
      try {
        run(url, user, password, sinkPassword);
        return;
      } catch (SQLException e) {
        LOG.warn("the warehouse ({}) is away: {}; will try again", url, e.getMessage());
        waiting.accept("the warehouse is away: " + e.getMessage());
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /**
   * @param user who may create roles and schemas, and owns them afterwards
   * @param sinkPassword the password to give the sink's role when it is created; null for none
   * @throws ConfigurationException when the user may not do what is needed; the message says what a
   *     DBA has to run
   * @throws SQLException when the database cannot be reached
   */
  public static void run(String url, String user, String password, String sinkPassword)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      role(connection, "tributary_sink", sinkPassword);
      role(connection, "tributary_analyst", null);
    }
    try {
      var result =
          Flyway.configure()
              .dataSource(url, user, password)
              .schemas("tributary")
              .defaultSchema("tributary")
              .createSchemas(true)
              .load()
              .migrate();
      LOG.info("the warehouse is at version {}", result.targetSchemaVersion);
    } catch (FlywayException e) {
      throw new ConfigurationException("the warehouse cannot be migrated: " + e.getMessage(), e);
    }
  }

  private static void role(Connection connection, String role, String password)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
        if (found.next()) {
          return;
        }
      }
      String login =
          password == null ? " LOGIN" : " LOGIN PASSWORD " + statement.enquoteLiteral(password);
      statement.execute("CREATE ROLE " + role + login);
      if (role.equals("tributary_analyst")) {
        statement.execute(
            "ALTER ROLE " + role + " SET statement_timeout = '" + ANALYST_TIMEOUT + "'");
      }
    } catch (SQLException e) {
      if ("42501".equals(e.getSQLState())) {
        throw new ConfigurationException(
            "the role %1$s is missing and may not be created. Ask who may to run: CREATE ROLE %1$s LOGIN PASSWORD '...';"
                .formatted(role),
            e);
      }
      throw e;
    }
  }
}
