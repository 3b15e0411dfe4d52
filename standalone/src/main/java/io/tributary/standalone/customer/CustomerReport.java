package io.tributary.standalone.customer;

import io.tributary.standalone.query.Report;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Everything that the warehouse knows of one customer, for people. */
public final class CustomerReport {
  private static final String WHO =
      """
      SELECT customer_id AS customer, name, stage, stage_entered_at AS "in it since", mrr,
             lifetime_revenue AS "lifetime revenue", open_pipeline AS "open pipeline",
             open_opportunities AS "open opportunities", open_tickets AS "open tickets",
             nullif(concat_ws(' ', last_rating_kind, last_rating_score), '') AS "last rating",
             nullif(array_to_string(health, ', '), '') AS "at risk", channel, campaign, region, segment,
             owner, product, industry, employees, first_seen AS "first seen", last_seen AS "last seen"
      FROM analytics.customer_360 WHERE customer_id = ?""";

  private static final String IDENTIFIERS =
      """
      WITH mine AS (SELECT identifier FROM analytics.identifier WHERE customer_id = ?)
      SELECT mine.identifier, e.subject AS "came with", e.occurred_at AS "first at", e.type AS "in", e.source, e.event_id AS event
      FROM mine LEFT JOIN LATERAL (
          SELECT CASE WHEN v.subject = mine.identifier THEN v.other ELSE v.subject END AS subject,
                 v.occurred_at, v.type, v.source, v.event_id
          FROM analytics.identity_evidence v
          WHERE v.subject IN (SELECT identifier FROM mine) AND v.other IN (SELECT identifier FROM mine)
            AND mine.identifier IN (v.subject, v.other)
          ORDER BY v.occurred_at, v.subject LIMIT 1) e ON true
      ORDER BY e.occurred_at NULLS FIRST, mine.identifier""";

  private static final String CONFLICTS =
      """
      SELECT subject, other, seen_at AS "seen at", reason,
             CASE WHEN subject_customer_id = ? THEN other_customer_id ELSE subject_customer_id END AS "of customer"
      FROM analytics.identity_conflict WHERE ? IN (subject_customer_id, other_customer_id) ORDER BY seen_at""";

  private static final String STAGES =
      """
      SELECT stage, valid_from AS "from", valid_to AS "to" FROM analytics.stage_history
      WHERE customer_id = ? ORDER BY valid_from""";

  private static final String TIMELINE =
      """
      SELECT * FROM (
          SELECT occurred_at AS at, type, source, event_id AS event, subject, jsonb_strip_nulls(body)::text AS body
          FROM analytics.customer_timeline WHERE customer_id = ?
          ORDER BY occurred_at DESC, source DESC, event_id DESC LIMIT ?) AS latest
      ORDER BY at, source, event""";

  private static final String EVENTS =
      "SELECT count(*) FROM analytics.customer_timeline WHERE customer_id = ?";

  private final Report report;
  private final String customer;
  private final PrintWriter out;

  public CustomerReport(Connection warehouse, String customer, PrintWriter out) {
    this.report = new Report(warehouse, out);
    this.customer = customer;
    this.out = out;
  }

  /**
   * @param limit how many events are shown, the latest ones
   */
  public void print(int limit) throws SQLException {
    who();
    report.section("Identifiers, and what they came with first", IDENTIFIERS, customer);
    report.section("Evidence that was refused", CONFLICTS, customer, customer);
    report.section("Stages", STAGES, customer);
    long events = count();
    report.section(
        events > limit
            ? "What happened: the latest %,d of %,d events (more with --limit)"
                .formatted(limit, events)
            : "What happened",
        TIMELINE,
        customer,
        limit);
  }

  private void who() throws SQLException {
    try (PreparedStatement query = report.ask(WHO, customer);
        ResultSet row = query.executeQuery()) {
      ResultSetMetaData columns = row.getMetaData();
      if (!row.next()) {
        // Known by its identifiers only: none of its events has arrived.
        out.println("customer  " + customer);
        return;
      }
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        String value = row.getString(i);
        if (value != null && !value.equals("{}")) {
          out.printf("%-18s  %s%n", columns.getColumnLabel(i), value);
        }
      }
    }
  }

  private long count() throws SQLException {
    try (PreparedStatement query = report.ask(EVENTS, customer);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
