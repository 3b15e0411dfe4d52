package io.tributary.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.sink.SinkConfiguration.WarehouseLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {
  @Test
  void everyTableColumnViewAndFunctionHasAComment() {
    TestDatabase database = TestDatabase.migrated();

    assertThat(
            database.rows(
                "SELECT c.oid::regclass FROM pg_class c WHERE relnamespace IN"
                    + " ('tributary'::regnamespace, 'analytics'::regnamespace) AND relkind IN ('r', 'p', 'v')"
                    + " AND relname <> 'flyway_schema_history' AND obj_description(c.oid, 'pg_class') IS NULL"))
        .isEmpty();
    assertThat(
            database.rows(
                "SELECT c.oid::regclass, attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                    + " WHERE (relnamespace = 'tributary'::regnamespace AND relkind IN ('r', 'p')"
                    + " OR relnamespace = 'analytics'::regnamespace AND relkind IN ('r', 'p', 'v', 'm'))"
                    + " AND NOT relispartition AND relname <> 'flyway_schema_history' AND attnum > 0"
                    + " AND col_description(c.oid, attnum) IS NULL"))
        .isEmpty();
    assertThat(
            database.rows(
                "SELECT p.oid::regprocedure FROM pg_proc p WHERE pronamespace IN"
                    + " ('tributary'::regnamespace, 'analytics'::regnamespace)"
                    + " AND obj_description(p.oid, 'pg_proc') IS NULL"))
        .isEmpty();
  }

  @Test
  void everythingBelongsToTheOwnerThatNobodyLogsInAs() {
    TestDatabase database = TestDatabase.migrated();

    assertThat(
            database.rows(
                "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace IN"
                    + " ('tributary'::regnamespace, 'analytics'::regnamespace)"))
        .containsExactly("tributary_owner");
    assertThat(
            database.rows(
                "SELECT rolname, rolcanlogin, rolsuper FROM pg_roles WHERE rolname LIKE 'tributary%' ORDER BY 1"))
        .containsExactly("tributary_analyst|t|f", "tributary_owner|f|f", "tributary_sink|t|f");
  }

  @Test
  void migratingAgainChangesNothing() throws SQLException {
    TestDatabase database = TestDatabase.migrated();
    String history = "SELECT count(*) FROM tributary.flyway_schema_history";
    List<String> before = database.rows(history);

    Migration.run(database.login("postgres"));

    assertThat(database.rows(history)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE tributary.customer ADD COLUMN mine text",
        "DROP TABLE tributary.alert",
        "DELETE FROM tributary.flyway_schema_history",
        "CREATE TABLE tributary.mine (id integer)",
      })
  void theSinkWritesFactsAndCannotAlter(String sql) {
    assertThatThrownBy(() -> executeAs("tributary_sink", sql))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM tributary.customer",
        "DELETE FROM analytics.customer_360",
        "SELECT tributary.ensure_event_partitions('{}')",
      })
  void analystsReadViewsAndNothingElse(String sql) {
    assertThatThrownBy(() -> executeAs("tributary_analyst", sql))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  @Test
  void analystsReadEveryViewAndNotForEver() throws SQLException {
    TestDatabase database = TestDatabase.migrated();
    List<String> views =
        database.rows("SELECT viewname FROM pg_views WHERE schemaname = 'analytics'");
    assertThat(views).hasSizeGreaterThan(10);
    try (Connection connection = database.connect("tributary_analyst");
        Statement statement = connection.createStatement()) {
      for (String view : views) {
        statement.execute("SELECT * FROM analytics." + view + " LIMIT 1");
      }
      try (var timeout = statement.executeQuery("SHOW statement_timeout")) {
        timeout.next();
        assertThat(timeout.getString(1)).isEqualTo("1min");
      }
    }
  }

  @Test
  void aUserThatMayNotPrepareTheDatabaseIsToldWhatADbaHasToRun() throws SQLException {
    TestDatabase.migrated();
    TestDatabase database = TestDatabase.empty();
    database.execute("DROP ROLE IF EXISTS nobody_special");
    database.execute("CREATE ROLE nobody_special LOGIN");

    assertThatThrownBy(() -> Migration.run(database.login("nobody_special")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("GRANT tributary_owner TO nobody_special")
        .hasMessageContaining("GRANT CREATE ON DATABASE")
        .hasMessageNotContaining("CREATE ROLE tributary_sink");

    String message = message(() -> Migration.run(database.login("nobody_special")));
    for (String statement : statements(message)) {
      database.execute(statement);
    }
    Migration.run(database.login("nobody_special"));
    assertThat(database.rows("SELECT count(*) FROM tributary.customer")).containsExactly("0");
  }

  @Test
  void aWrongDatabaseIsToldAtOnce() {
    WarehouseLogin login = TestDatabase.migrated().login("postgres");
    WarehouseLogin wrong =
        new WarehouseLogin(
            login.url() + "_missing?password=secret", "tributary_sink", null, "postgres", null);
    List<String> waits = new ArrayList<>();

    assertThatThrownBy(() -> Migration.await(wrong, waits::add))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("_missing")
        .hasMessageContaining("warehouse.url")
        .hasMessageNotContaining("secret");
    assertThat(waits).isEmpty();
  }

  @Test
  void aDatabaseThatGoesAwayInTheMiddleIsWaitedFor() throws Exception {
    TestDatabase database = TestDatabase.empty();
    List<String> waits = new ArrayList<>();
    try (Connection other = database.connect("postgres");
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      // A script makes this schema, too, and has to wait until it is known whether there is one.
      statement.execute("CREATE SCHEMA analytics");
      Thread cutting = new Thread(() -> cutWhoWaits(database));
      cutting.start();

      Migration.await(
          database.login("postgres"),
          away -> {
            waits.add(away);
            rollBack(other);
          });
      cutting.join();
    }

    assertThat(waits).hasSize(1);
    assertThat(database.rows("SELECT count(*) FROM analytics.customer_360")).containsExactly("0");
  }

  private static void cutWhoWaits(TestDatabase database) {
    await()
        .until(
            () ->
                database.rows(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'"),
            cut -> !cut.isEmpty());
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void monthsGetTheirPartitionsAndTheDistantPastOneForAll() {
    TestDatabase database = TestDatabase.migrated();
    database.execute(
        "SELECT tributary.ensure_event_partitions("
            + "'{2016-02-01,2016-02-29,0987-01-01,1999-12-31,2027-12-01}'::date[])");

    assertThat(
            database.rows(
                "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'tributary.event'::regclass ORDER BY 1::text"))
        .containsExactlyInAnyOrder(
            "tributary.event_before_2000", "tributary.event_2016_02", "tributary.event_2027_12");
  }

  private static void executeAs(String user, String sql) throws SQLException {
    try (Connection connection = TestDatabase.migrated().connect(user);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface Action {
    void run() throws SQLException;
  }

  private static String message(Action action) throws SQLException {
    try {
      action.run();
      throw new AssertionError("it was let through");
    } catch (ConfigurationException e) {
      return e.getMessage();
    }
  }

  private static List<String> statements(String message) {
    return message
        .substring(message.indexOf("to run:") + "to run:".length())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
