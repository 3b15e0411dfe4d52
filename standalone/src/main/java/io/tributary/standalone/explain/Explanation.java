package io.tributary.standalone.explain;

import io.tributary.standalone.query.Report;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a value is made of: sums, the customers and entities behind them, and their events. */
public final class Explanation {
  private static final String VALUE =
      """
      SELECT value, numerator, denominator, sample, currency, provisional, updated_at FROM analytics.metric_value
      WHERE metric = ? AND "window" = ? AND dimension = ? AND slice = ? AND as_of = ?""";

  private static final String PARTS =
      """
      SELECT part, measure, moment, count(*) AS entries, count(DISTINCT customer_id) AS customers,
             trim_scale(sum(amount)) AS amount, nullif(currency, '') AS currency,
             CASE WHEN currency <> '' THEN trim_scale(round(sum(converted), 6)) END AS converted
      FROM analytics.explain_metric(?, ?, ?, ?, ?) GROUP BY part, measure, moment, currency
      ORDER BY array_position('{numerator,denominator,factor}'::text[], part), measure, moment""";

  private static final String ENTRIES =
      """
      SELECT part, measure, moment, trim_scale(amount) AS amount, entity_kind AS kind, entity_id AS entity,
             coalesce(customer, customer_id) AS customer
      FROM analytics.explain_metric(?, ?, ?, ?, ?)
      ORDER BY array_position('{numerator,denominator,factor}'::text[], part), measure, moment, abs(amount) DESC, entity_id
      LIMIT ?""";

  /** Of what concerns a customer as a whole, its opportunities and subscriptions. */
  private static final String EVENTS =
      """
      WITH parts AS (
          SELECT DISTINCT customer_id, entity_kind, split_part(entity_id, '|', 1) AS entity_id
          FROM analytics.explain_metric(?, ?, ?, ?, ?)),
      wanted AS (
          SELECT array_agg(CASE WHEN entity_kind = 'ATTRIBUTION' THEN 'opportunity' ELSE lower(entity_kind) END
                           || ':' || entity_id) FILTER (WHERE entity_kind <> 'CUSTOMER') AS entities,
                 array_agg(customer_id) FILTER (WHERE entity_kind = 'CUSTOMER') AS customers
          FROM parts),
      found AS (
          SELECT e.occurred_at, e.type, e.source, e.event_id, e.subject, e.body
          FROM wanted JOIN analytics.event e ON e.identifiers && wanted.entities
          UNION
          SELECT t.occurred_at, t.type, t.source, t.event_id, t.subject, t.body
          FROM wanted JOIN analytics.customer_timeline t ON t.customer_id = ANY (wanted.customers)
          WHERE t.type LIKE 'subscription.%' OR t.type LIKE 'opportunity.%')
      SELECT occurred_at AS at, type, source, event_id AS event, subject, jsonb_strip_nulls(body)::text AS body
      FROM found ORDER BY occurred_at, source, event_id LIMIT ?""";

  private final Report report;
  private final Question question;
  private final PrintWriter out;

  public Explanation(Connection warehouse, Question question, PrintWriter out) {
    this.report = new Report(warehouse, out);
    this.question = question;
    this.out = out;
  }

  /** Says what the value is. Returns whether there is such a row. */
  public boolean value() throws SQLException {
    try (PreparedStatement query = report.ask(VALUE, question.parameters());
        ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return false;
      }
      out.printf(
          "%s, %s, %s as of %s%s: %s%n",
          question.metric(),
          question.window(),
          question.slice().isEmpty()
              ? question.dimension()
              : question.dimension() + " " + question.slice(),
          question.asOf(),
          row.getBoolean("provisional") ? " (the day is not over)" : "",
          number(row.getBigDecimal("value")));
      out.printf(
          "numerator %s, denominator %s, sample %d, amounts in %s, computed %s%n",
          number(row.getBigDecimal("numerator")),
          number(row.getBigDecimal("denominator")),
          row.getLong("sample"),
          row.getString("currency"),
          row.getString("updated_at"));
      return true;
    }
  }

  /** The sums of the ledger that the formula uses. */
  public void parts() throws SQLException {
    report.section("Sums of the ledger", PARTS, question.parameters());
  }

  /**
   * What each of the sums is made of.
   *
   * @param limit how many entries are shown, of each sum the largest first
   */
  public void entries(int limit) throws SQLException {
    report.section("Entries, the largest of each sum first", ENTRIES, question.and(limit));
  }

  /** The events behind the entries. */
  public void events(int limit) throws SQLException {
    report.section("Events", EVENTS, question.and(limit));
  }

  private static String number(BigDecimal value) {
    return value == null ? "none" : value.stripTrailingZeros().toPlainString();
  }
}
