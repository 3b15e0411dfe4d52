package io.tributary.sink.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.RowRefusedException;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.sink.warehouse.Warehouse;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * The warehouse in PostgreSQL: one transaction carries a batch's rows and its offsets. For one
 * thread; any number of writers may have one each of the same database. All of them take their
 * locks in the same order: first of offsets, then table by table, and in each by its key. So none
 * waits for one that waits for it.
 */
public final class PostgresWarehouse implements Warehouse {
  /** As many as a thread can use. */
  private static final int CONNECTIONS = 1;

  private static final long CONNECT_MILLIS = 5_000;

  /** A server that is gone without a word is given up after this long. */
  private static final String SOCKET_TIMEOUT_SECONDS = "120";

  /**
   * A writer that was paused in the middle of a transaction must not hold up the one that took
   * over: the server ends its session. Rows are found by their keys, of which a batch holds a small
   * part: with the usual price of a page out of turn the planner would rather read a table as a
   * whole. A batch's rows are staged, sorted and hashed in memory.
   */
  private static final String SESSION =
      "SET idle_in_transaction_session_timeout = '15s'; SET random_page_cost = 1.1;"
          + " SET work_mem = '32MB'; SET temp_buffers = '64MB'";

  /** Topics of whose keys only the latest record counts. Of alerts every change does. */
  private static final Set<String> LATEST_ONLY =
      Topics.ALL.stream()
          .filter(topic -> topic.compacted() && !topic.equals(Topics.METRIC_ALERTS))
          .map(Topic::name)
          .collect(Collectors.toUnmodifiableSet());

  private final DataSource dataSource;
  private final Runnable onClose;
  private final Map<String, TableWriter> writers = writers();

  private PostgresWarehouse(DataSource dataSource, Runnable onClose) {
    this.dataSource = dataSource;
    this.onClose = onClose;
  }

  /**
   * @param dataSource gives connections that do not commit by themselves
   */
  PostgresWarehouse(DataSource dataSource) {
    this(dataSource, () -> {});
  }

  /**
   * @param url JDBC URL
   * @param password may be null where the database asks for none
   */
  public static PostgresWarehouse open(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("warehouse");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setAutoCommit(false);
    config.setConnectionInitSql(SESSION);
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "tributary-sink");
    // A database that is away at start is no reason to stop: the sink waits for it.
    config.setInitializationFailTimeout(-1);
    HikariDataSource pool = new HikariDataSource(config);
    return new PostgresWarehouse(pool, pool::close);
  }

  /** By topic; the order is the one in which every writer goes through the tables. */
  private static Map<String, TableWriter> writers() {
    Map<String, TableWriter> writers = new LinkedHashMap<>();
    TableWriter events = new EventTable();
    Topics.EVENTS.forEach(topic -> writers.put(topic.name(), events));
    writers.put(Topics.REJECTED_EVENTS.name(), new RejectedEventTable());
    writers.put(Topics.CUSTOMER_LIFECYCLE.name(), new CustomerTable());
    writers.put(Topics.IDENTITY_ASSIGNMENTS.name(), new IdentifierTable());
    writers.put(Topics.IDENTITY_CONFLICTS.name(), new ConflictTable());
    writers.put(Topics.CONTRIBUTIONS.name(), new ContributionTable());
    writers.put(Topics.METRIC_VALUES.name(), new MetricRowTable());
    writers.put(Topics.METRIC_ALERTS.name(), new AlertTable());
    return writers;
  }

  /** The topics whose records have a table. */
  public static Collection<Topic> topics() {
    Set<String> names = writers().keySet();
    return Topics.ALL.stream().filter(topic -> names.contains(topic.name())).toList();
  }

  @Override
  public Map<TopicPartition, Long> nextOffsets(Collection<TopicPartition> partitions) {
    return inTransaction(connection -> OffsetTable.find(connection, partitions));
  }

  @Override
  public void commit(Batch batch) {
    inTransaction(
        connection -> {
          Staging staging = new Staging(connection);
          List<String> merges = new ArrayList<>();
          for (var part : byWriter(batch.records()).entrySet()) {
            merges.addAll(stage(part.getKey(), staging, part.getValue()));
          }
          // Here the locks begin: nothing is sent any more but short statements.
          OffsetTable.advance(connection, batch.advances());
          for (String merge : merges) {
            staging.execute(merge);
          }
          return null;
        });
  }

  private static List<String> stage(TableWriter writer, Staging staging, List<SinkRecord> records)
      throws SQLException {
    try {
      return writer.stage(staging, records);
    } catch (RuntimeException e) {
      // A record that no row can be made of: a key without its parts, a value that must be there.
      throw new RowRefusedException("unusable", "no row can be made of it: " + e, e);
    }
  }

  /** The records by the table that they go to, in the order of the tables. */
  private Map<TableWriter, List<SinkRecord>> byWriter(List<SinkRecord> records) {
    Map<String, List<SinkRecord>> byTopic = new HashMap<>();
    records.forEach(
        record ->
            byTopic
                .computeIfAbsent(record.partition().topic(), topic -> new ArrayList<>())
                .add(record));
    Map<TableWriter, List<SinkRecord>> byWriter = new LinkedHashMap<>();
    writers.forEach(
        (topic, writer) -> {
          List<SinkRecord> all = byTopic.get(topic);
          if (all != null) {
            byWriter
                .computeIfAbsent(writer, none -> new ArrayList<>())
                .addAll(LATEST_ONLY.contains(topic) ? latest(all) : all);
          }
        });
    return byWriter;
  }

  private static Collection<SinkRecord> latest(List<SinkRecord> records) {
    Map<String, SinkRecord> latest = new HashMap<>();
    records.forEach(record -> latest.put(record.key(), record));
    return latest.values();
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw SqlFailure.classified(e);
    }
  }

  /** A connection that is gone rolls back by itself; what counts is why the work failed. */
  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    onClose.run();
  }
}
