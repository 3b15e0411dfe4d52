package io.tributary.standalone.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the rejected events are meant.
 *
 * @param ids of rejections; none for all
 * @param since received then or later
 * @param until received before
 * @param open only those of which no event with the same id has been accepted since
 */
public record Filter(
    List<String> ids,
    Optional<String> source,
    Optional<String> code,
    Optional<String> type,
    Optional<Instant> since,
    Optional<Instant> until,
    boolean open) {
  private static final String NOT_ACCEPTED_SINCE =
      "NOT EXISTS (SELECT 1 FROM analytics.event e WHERE e.source = r.source AND e.event_id = r.event_id)";

  /** A query for these columns, oldest first. */
  public PreparedStatement query(Connection connection, String columns, int limit)
      throws SQLException {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (!ids.isEmpty()) {
      conditions.add("r.rejection_id = ANY (?)");
      values.add(connection.createArrayOf("text", ids.toArray()));
    }
    add("r.source = ?", source, conditions, values);
    add("r.code = ?", code, conditions, values);
    add("r.type = ?", type, conditions, values);
    add("r.received_at >= ?", since.map(Timestamp::from), conditions, values);
    add("r.received_at < ?", until.map(Timestamp::from), conditions, values);
    if (open) {
      conditions.add(NOT_ACCEPTED_SINCE);
    }
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    PreparedStatement statement =
        connection.prepareStatement(
            "SELECT "
                + columns
                + " FROM analytics.rejected_event r"
                + where
                + " ORDER BY r.received_at, r.rejection_id LIMIT "
                + limit);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  private static void add(
      String condition, Optional<?> value, List<String> conditions, List<Object> values) {
    if (value.isPresent()) {
      conditions.add(condition);
      values.add(value.get());
    }
  }
}
