package io.tributary.sink.postgres;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.sink.SinkConfiguration.WarehouseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database's roles and schemas to what this version needs. */
public final class Migration {
  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
  private static final long PAUSE_MILLIS = 2_000;

  private Migration() {}

  /**
   * Like {@link #run}, and waits for the database while it cannot be reached.
   *
   * @param waiting is told so, each time that it is tried in vain
   * @throws ConfigurationException when waiting would not help; the message says what to do
   */
  public static void await(WarehouseLogin login, Consumer<String> waiting)
      throws InterruptedException {
    while (true) {
      try {
        run(login);
        return;
      } catch (SQLException e) {
        if (!isAway(e)) {
          throw new ConfigurationException(
              "%s does not let %s prepare it: %s. Check warehouse.url, warehouse.migration.user and warehouse.migration.password"
                  .formatted(address(login), login.migrationUser(), e.getMessage()),
              e);
        }
        LOG.warn("the warehouse ({}) is away: {}; will try again", address(login), e.getMessage());
        waiting.accept("the warehouse is away: " + e.getMessage());
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /**
   * @throws ConfigurationException when the user may not do what is needed; the message says what a
   *     DBA has to run
   * @throws SQLException when the database cannot be reached or does not let the user in
   */
  static void run(WarehouseLogin login) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(
            login.url(), login.migrationUser(), login.migrationPassword())) {
      Roles.ensure(connection, login.password());
    }
    try {
      var result =
          Flyway.configure()
              .dataSource(login.url(), login.migrationUser(), login.migrationPassword())
              .initSql("SET ROLE " + Roles.OWNER)
              .schemas("tributary")
              .defaultSchema("tributary")
              .createSchemas(true)
              .load()
              .migrate();
      LOG.info("the warehouse is ready; {} migrations were run", result.migrationsExecuted);
    } catch (FlywayException e) {
      // What broke off in the middle of a script is some causes down.
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException failure && isAway(failure)) {
          throw failure;
        }
      }
      throw new ConfigurationException("the warehouse cannot be migrated: " + e.getMessage(), e);
    }
  }

  /** Nothing listens yet, the connection broke, or the server starts, stops or is full. */
  private static boolean isAway(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57") || state.startsWith("53");
  }

  /** Without what follows the question mark, which may hold a password. */
  private static String address(WarehouseLogin login) {
    return login.url().replaceFirst("\\?.*", "");
  }
}
