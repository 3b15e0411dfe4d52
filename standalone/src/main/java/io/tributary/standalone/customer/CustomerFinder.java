package io.tributary.standalone.customer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds whom somebody means. */
public final class CustomerFinder {
  /** An identifier that may mean the one that was asked for. */
  public record Candidate(String identifier, String customerId) {}

  private static final String EXACTLY =
      """
      SELECT identifier, customer_id FROM analytics.identifier WHERE identifier = ?
      UNION
      SELECT customer_id, customer_id FROM analytics.customer_360 WHERE customer_id = ?""";

  /** Written in another case, or without its kind, or without its namespace. */
  private static final String NEARLY =
      """
      SELECT identifier, customer_id FROM analytics.identifier
      WHERE lower(identifier) = lower(?)
         OR lower(substr(identifier, strpos(identifier, ':') + 1)) = lower(?)
         OR lower(substr(identifier, strpos(identifier, '/') + 1)) = lower(?)
      ORDER BY identifier LIMIT 100""";

  private final Connection warehouse;

  public CustomerFinder(Connection warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * @param wanted an identifier such as {@code email:ada@example.com}, the part behind the kind, or
   *     a customer's id
   * @return those that are exactly it, or else those that may be; none when nobody is known by it
   */
  public List<Candidate> find(String wanted) throws SQLException {
    List<Candidate> exact = ask(EXACTLY, wanted, 2);
    return exact.isEmpty() ? ask(NEARLY, wanted, 3) : exact;
  }

  private List<Candidate> ask(String sql, String wanted, int times) throws SQLException {
    List<Candidate> found = new ArrayList<>();
    try (PreparedStatement query = warehouse.prepareStatement(sql)) {
      for (int i = 1; i <= times; i++) {
        query.setString(i, wanted);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(new Candidate(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return found;
  }
}
