package io.tributary.sink.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.Batch.Advance;
import io.tributary.sink.warehouse.FencedException;
import io.tributary.sink.warehouse.RowRefusedException;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.sink.warehouse.Warehouse;
import io.tributary.sink.warehouse.WarehouseAwayException;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The warehouse in PostgreSQL: one transaction carries a batch's rows and its offsets. */
public final class PostgresWarehouse implements Warehouse {
  private static final int CONNECTIONS = 2;
  private static final long CONNECT_MILLIS = 5_000;

  private final HikariDataSource dataSource;
  private final Map<String, TableWriter> writers;

  /**
   * @param url JDBC URL
   * @param password may be null where the database asks for none
   */
  public PostgresWarehouse(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("warehouse");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setAutoCommit(false);
    // A database that is away at start is no reason to stop: the sink waits for it.
    config.setInitializationFailTimeout(-1);
    this.dataSource = new HikariDataSource(config);
    this.writers = writers();
  }

  private static Map<String, TableWriter> writers() {
    Map<String, TableWriter> writers = new HashMap<>();
    TableWriter events = new EventTable();
    Topics.EVENTS.forEach(topic -> writers.put(topic.name(), events));
    writers.put(Topics.REJECTED_EVENTS.name(), new RejectedEventTable());
    writers.put(Topics.CUSTOMER_LIFECYCLE.name(), new CustomerTable());
    writers.put(Topics.IDENTITY_ASSIGNMENTS.name(), new IdentifierTable());
    writers.put(Topics.IDENTITY_CONFLICTS.name(), new ConflictTable());
    writers.put(Topics.CONTRIBUTIONS.name(), new ContributionTable());
    writers.put(Topics.METRIC_VALUES.name(), new MetricValueTable());
    writers.put(Topics.METRIC_ALERTS.name(), new AlertTable());
    return writers;
  }

  /** The topics whose records have a table. */
  public static Collection<Topic> topics() {
    Map<String, TableWriter> writers = writers();
    return Topics.ALL.stream().filter(topic -> writers.containsKey(topic.name())).toList();
  }

  @Override
  public Map<TopicPartition, Long> nextOffsets(Collection<TopicPartition> partitions) {
    return inTransaction(
        connection -> {
          Map<TopicPartition, Long> offsets = new HashMap<>();
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT next_offset FROM tributary.sink_offset WHERE topic = ? AND partition = ?")) {
            for (TopicPartition partition : partitions) {
              query.setString(1, partition.topic());
              query.setInt(2, partition.partition());
              try (ResultSet found = query.executeQuery()) {
                offsets.put(partition, found.next() ? found.getLong(1) : 0L);
              }
            }
          }
          return offsets;
        });
  }

  @Override
  public void commit(Batch batch) {
    inTransaction(
        connection -> {
          advance(connection, batch.advances());
          Staging staging = new Staging(connection);
          for (var part : byWriter(batch.records()).entrySet()) {
            part.getKey().write(staging, part.getValue());
          }
          return null;
        });
  }

  /**
   * Compares and sets; the row that it locks keeps another writer waiting until this one has ended.
   */
  private static void advance(Connection connection, Map<TopicPartition, Advance> advances)
      throws SQLException {
    // Always in the same order, so that two writers cannot wait for each other.
    Map<String, TopicPartition> ordered =
        new TreeMap<>(
            advances.keySet().stream()
                .collect(Collectors.toMap(TopicPartition::toString, Function.identity())));
    for (TopicPartition partition : ordered.values()) {
      Advance advance = advances.get(partition);
      try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO tributary.sink_offset (topic, partition, next_offset) VALUES (?, ?, 0)"
                      + " ON CONFLICT DO NOTHING");
          PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE tributary.sink_offset SET next_offset = ?, valid_through = greatest(valid_through, ?),"
                      + " updated_at = now() WHERE topic = ? AND partition = ? AND next_offset = ?")) {
        if (advance.expected() == 0) {
          insert.setString(1, partition.topic());
          insert.setInt(2, partition.partition());
          insert.executeUpdate();
        }
        update.setLong(1, advance.next());
        update.setTimestamp(2, new Timestamp(advance.validThrough()));
        update.setString(3, partition.topic());
        update.setInt(4, partition.partition());
        update.setLong(5, advance.expected());
        if (update.executeUpdate() == 0) {
          throw new FencedException(
              "another writer has moved %s on from offset %d"
                  .formatted(partition, advance.expected()));
        }
      }
    }
  }

  /** The records by the table that they go to; of a key of a compacted topic the latest only. */
  private Map<TableWriter, List<SinkRecord>> byWriter(List<SinkRecord> records) {
    Map<String, List<SinkRecord>> byTopic = new LinkedHashMap<>();
    records.forEach(
        record ->
            byTopic
                .computeIfAbsent(record.partition().topic(), topic -> new ArrayList<>())
                .add(record));
    Map<TableWriter, List<SinkRecord>> byWriter = new LinkedHashMap<>();
    byTopic.forEach(
        (topic, all) ->
            byWriter
                .computeIfAbsent(writers.get(topic), writer -> new ArrayList<>())
                .addAll(isCompacted(topic) ? latest(all) : all));
    return byWriter;
  }

  private static boolean isCompacted(String name) {
    return Topics.ALL.stream().anyMatch(topic -> topic.name().equals(name) && topic.compacted());
  }

  private static Collection<SinkRecord> latest(List<SinkRecord> records) {
    Map<String, SinkRecord> latest = new LinkedHashMap<>();
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
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw classified(e);
    }
  }

  /**
   * Data that does not fit (SQL states of classes 22 and 23) never will; everything else may pass:
   * connections, restarts, locks, a full disk, a migration that has not run yet.
   */
  private static RuntimeException classified(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("22") || state.startsWith("23")
        ? new RowRefusedException(state, e.getMessage(), e)
        : new WarehouseAwayException(e.getMessage(), e);
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
