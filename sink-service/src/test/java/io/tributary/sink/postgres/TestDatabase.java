package io.tributary.sink.postgres;

import io.tributary.sink.SinkConfiguration.WarehouseLogin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A migrated database of its own for each test, in one PostgreSQL server for all of them. */
public final class TestDatabase {
  private static final String ADMIN = "postgres";
  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres server;

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  /** A database that nothing was done to. */
  public static synchronized TestDatabase empty() {
    String name = "test_" + COUNT.incrementAndGet();
    startOnce();
    execute(ADMIN, ADMIN, "CREATE DATABASE " + name);
    return new TestDatabase(name);
  }

  public static synchronized TestDatabase migrated() {
    String name = "test_" + COUNT.incrementAndGet();
    startOnce();
    if (new TestDatabase(ADMIN)
        .rows("SELECT 1 FROM pg_database WHERE datname = '" + TEMPLATE + "'")
        .isEmpty()) {
      execute(ADMIN, ADMIN, "CREATE DATABASE " + TEMPLATE);
      new TestDatabase(TEMPLATE).migrate(ADMIN);
    }
    execute(ADMIN, ADMIN, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return new TestDatabase(name);
  }

  private static void startOnce() {
    if (server == null) {
      try {
        // Durability is not what is tested here, and fsync would make the tests slow.
        server = EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(TestDatabase::stop));
    }
  }

  private static void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String url(String database) {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
  }

  public String url() {
    return url(name);
  }

  public WarehouseLogin login(String migrationUser) {
    return new WarehouseLogin(url(), "tributary_sink", null, migrationUser, null);
  }

  private void migrate(String user) {
    try {
      Migration.run(login(user));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public Connection connect(String user) throws SQLException {
    return DriverManager.getConnection(url(), user, null);
  }

  public void execute(String sql) {
    execute(name, ADMIN, sql);
  }

  private static void execute(String database, String user, String sql) {
    try (Connection connection = DriverManager.getConnection(url(database), user, null);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The rows of a query, each as its columns with bars between them; null is shown as such. */
  public List<String> rows(String sql) {
    try (Connection connection = connect(ADMIN);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(result.getString(column)));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
