package io.tributary.sink.postgres;

import io.tributary.sink.warehouse.Batch.Advance;
import io.tributary.sink.warehouse.FencedException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** Up to where each partition is in the warehouse. */
final class OffsetTable {
  private static final String FIND =
      "SELECT topic, partition, next_offset FROM tributary.sink_offset"
          + " JOIN unnest(?::text[], ?::integer[]) AS wanted (topic, partition) USING (topic, partition)";
  private static final String INSERT =
      "INSERT INTO tributary.sink_offset (topic, partition, next_offset)"
          + " SELECT topic, partition, 0 FROM unnest(?::text[], ?::integer[]) AS new (topic, partition)"
          + " ON CONFLICT DO NOTHING";

  /** Always in the same order, so that two writers cannot wait for each other. */
  private static final String LOCK =
      "SELECT FROM tributary.sink_offset JOIN unnest(?::text[], ?::integer[]) AS wanted (topic, partition)"
          + " USING (topic, partition) ORDER BY topic, partition FOR UPDATE OF sink_offset";

  private static final String COMPARE_AND_SET =
      "UPDATE tributary.sink_offset AS present SET next_offset = moved.next, updated_at = now(),"
          + " valid_through = greatest(present.valid_through, to_timestamp(moved.valid_through / 1000.0))"
          + " FROM unnest(?::text[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[])"
          + " AS moved (topic, partition, expected, next, valid_through)"
          + " WHERE present.topic = moved.topic AND present.partition = moved.partition"
          + " AND present.next_offset = moved.expected";

  private OffsetTable() {}

  /** 0 for a partition that is not there. */
  static Map<TopicPartition, Long> find(
      Connection connection, Collection<TopicPartition> partitions) throws SQLException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    partitions.forEach(partition -> offsets.put(partition, 0L));
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      identify(query, List.copyOf(partitions));
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          offsets.put(
              new TopicPartition(found.getString("topic"), found.getInt("partition")),
              found.getLong("next_offset"));
        }
      }
    }
    return offsets;
  }

  /**
   * Compares and sets. The rows stay locked until the transaction ends: another writer waits until
   * then, and finds that it is behind.
   *
   * @throws FencedException when one of the partitions is not where it is expected to be
   */
  static void advance(Connection connection, Map<TopicPartition, Advance> advances)
      throws SQLException {
    List<TopicPartition> ordered =
        advances.keySet().stream()
            .sorted(
                Comparator.comparing(TopicPartition::topic)
                    .thenComparing(TopicPartition::partition))
            .toList();
    List<TopicPartition> fresh =
        ordered.stream().filter(partition -> advances.get(partition).expected() == 0).toList();
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement lock = connection.prepareStatement(LOCK);
        PreparedStatement update = connection.prepareStatement(COMPARE_AND_SET)) {
      if (!fresh.isEmpty()) {
        identify(insert, fresh);
        insert.executeUpdate();
      }
      identify(lock, ordered);
      lock.execute();
      identify(update, ordered);
      update.setArray(3, column(update, ordered, advances, Advance::expected));
      update.setArray(4, column(update, ordered, advances, Advance::next));
      update.setArray(5, column(update, ordered, advances, Advance::validThrough));
      int moved = update.executeUpdate();
      if (moved < ordered.size()) {
        throw new FencedException(
            "another writer has moved %d of %s on".formatted(ordered.size() - moved, advances));
      }
    }
  }

  private static void identify(PreparedStatement statement, List<TopicPartition> partitions)
      throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(
        1,
        connection.createArrayOf(
            "text", partitions.stream().map(TopicPartition::topic).toArray(String[]::new)));
    statement.setArray(
        2,
        connection.createArrayOf(
            "integer", partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new)));
  }

  private static Array column(
      PreparedStatement statement,
      List<TopicPartition> partitions,
      Map<TopicPartition, Advance> advances,
      Function<Advance, Long> value)
      throws SQLException {
    return statement
        .getConnection()
        .createArrayOf(
            "bigint", partitions.stream().map(advances::get).map(value).toArray(Long[]::new));
  }
}
