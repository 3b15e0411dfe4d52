package io.tributary.standalone.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that was not accepted, as it was kept.
 *
 * @param endpoint to which it was sent
 * @param eventId null when it could not be read, like the type
 * @param rejections all reasons, as JSON
 * @param raw its bytes
 */
public record Quarantined(
    String rejectionId,
    String source,
    String endpoint,
    String contentType,
    Instant receivedAt,
    String eventId,
    String type,
    String code,
    String rejections,
    byte[] raw) {
  private static final String COLUMNS =
      "rejection_id, source, endpoint, content_type, received_at, event_id, type, code,"
          + " rejections::text, decode(raw, 'escape')";

  /** Oldest first, so that what is sent again comes in the order in which it came. */
  public static List<Quarantined> read(Connection connection, Filter filter, int limit)
      throws SQLException {
    List<Quarantined> found = new ArrayList<>();
    try (PreparedStatement statement = filter.query(connection, COLUMNS, limit);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Quarantined(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getTimestamp(5).toInstant(),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8),
                rows.getString(9),
                rows.getBytes(10)));
      }
    }
    return found;
  }

  /** Of a body that was too large only the beginning was kept. */
  boolean isWhole() {
    return !code.equals("body.too_large") && !code.equals("consent.refused");
  }
}
