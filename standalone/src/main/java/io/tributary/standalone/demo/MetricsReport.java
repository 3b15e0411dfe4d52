package io.tributary.standalone.demo;

import io.tributary.standalone.query.TextTable;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The main metrics of the whole company as of a day, as tables for people. */
public final class MetricsReport {
  private static final List<String> WINDOWS = List.of("R30", "R90", "R365");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private enum Unit {
    MONEY,
    PERCENT,
    COUNT,
    NUMBER
  }

  private record Line(String label, String metric, Unit unit) {}

  private static final List<Line> LINES =
      List.of(
          new Line("pipeline velocity (USD/day)", "pipeline_velocity", Unit.MONEY),
          new Line("  = open opportunities", "open_opportunities", Unit.COUNT),
          new Line("  × win rate", "win_rate", Unit.PERCENT),
          new Line("  × average won amount (USD)", "average_won_amount", Unit.MONEY),
          new Line("  ÷ average cycle (days)", "average_cycle", Unit.NUMBER),
          new Line("new customers", "new_customers", Unit.COUNT),
          new Line("CAC (USD)", "cac", Unit.MONEY),
          new Line("CAC payback (months)", "cac_payback", Unit.NUMBER),
          new Line("LTV (USD)", "ltv", Unit.MONEY),
          new Line("LTV ÷ CAC", "ltv_cac", Unit.NUMBER),
          new Line("MRR (USD)", "mrr", Unit.MONEY),
          new Line("customers", "customers", Unit.COUNT),
          new Line("logo churn", "logo_churn", Unit.PERCENT),
          new Line("gross MRR churn", "gross_mrr_churn", Unit.PERCENT),
          new Line("net revenue retention", "nrr", Unit.PERCENT),
          new Line("gross revenue retention", "grr", Unit.PERCENT));

  private static final String VALUES =
      """
      SELECT metric, "window", value FROM analytics.metric_value
      WHERE as_of = ? AND dimension = 'total' AND "window" = ANY (?)""";

  private static final String MOVEMENTS =
      """
      SELECT to_char(month, 'YYYY-MM'), mrr_start, mrr_new, mrr_expansion, mrr_reactivation,
             mrr_contraction, mrr_churn, mrr_end
      FROM analytics.mrr_movements_monthly
      WHERE dimension = 'total' AND as_of <= ? AND as_of = (month + interval '1 month - 1 day')::date
      ORDER BY month DESC LIMIT 6""";

  private static final String CHANNELS =
      """
      SELECT a.slice, a.new_customers, a.spend_marketing, a.cac_marketing, p.win_rate
      FROM analytics.acquisition_cost_daily a
      LEFT JOIN analytics.pipeline_velocity_daily p USING (as_of, "window", dimension, slice)
      WHERE a.as_of = ? AND a."window" = 'R90' AND a.dimension = 'channel' AND a.slice <> 'unassigned'
      ORDER BY a.cac_marketing DESC NULLS LAST""";

  private final Connection warehouse;
  private final LocalDate asOf;
  private final PrintWriter out;

  public MetricsReport(Connection warehouse, LocalDate asOf, PrintWriter out) {
    this.warehouse = warehouse;
    this.asOf = asOf;
    this.out = out;
  }

  public void print() throws SQLException {
    metrics();
    out.println();
    out.println("MRR and how it moved, full months (USD)");
    rows(
        MOVEMENTS,
        new String[] {
          "month", "start", "new", "expansion", "reactivation", "contraction", "churn", "end"
        },
        new Unit[] {
          null, Unit.MONEY, Unit.MONEY, Unit.MONEY, Unit.MONEY, Unit.MONEY, Unit.MONEY, Unit.MONEY
        });
    out.println();
    out.println("Channels, last 90 days, the dearest first (marketing spend only)");
    rows(
        CHANNELS,
        new String[] {"channel", "new customers", "spend", "cost per customer", "win rate"},
        new Unit[] {null, Unit.COUNT, Unit.MONEY, Unit.MONEY, Unit.PERCENT});
  }

  private void metrics() throws SQLException {
    Map<String, BigDecimal> values = new HashMap<>();
    try (PreparedStatement query = warehouse.prepareStatement(VALUES)) {
      query.setObject(1, asOf);
      query.setArray(2, warehouse.createArrayOf("text", WINDOWS.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          values.put(rows.getString(1) + ' ' + rows.getString(2), rows.getBigDecimal(3));
        }
      }
    }
    List<String[]> lines = new ArrayList<>();
    for (Line line : LINES) {
      lines.add(
          new String[] {
            line.label(),
            text(values.get(line.metric() + " R30"), line.unit()),
            text(values.get(line.metric() + " R90"), line.unit()),
            text(values.get(line.metric() + " R365"), line.unit())
          });
    }
    TextTable.write(
        new String[] {"as of " + asOf, "30 days", "90 days", "365 days"},
        new boolean[] {false, true, true, true},
        lines,
        out);
  }

  /** The first column is text, the others are figures. */
  private void rows(String sql, String[] names, Unit[] units) throws SQLException {
    List<String[]> lines = new ArrayList<>();
    try (PreparedStatement query = warehouse.prepareStatement(sql)) {
      query.setObject(1, asOf);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String[] line = new String[names.length];
          line[0] = rows.getString(1);
          for (int i = 1; i < line.length; i++) {
            line[i] = text(rows.getBigDecimal(i + 1), units[i]);
          }
          lines.add(line);
        }
      }
    }
    boolean[] numeric = new boolean[names.length];
    Arrays.fill(numeric, 1, numeric.length, true);
    TextTable.write(names, numeric, lines, out);
  }

  private static String text(BigDecimal value, Unit unit) {
    if (value == null) {
      return "–";
    }
    return switch (unit) {
      case MONEY -> "%,.2f".formatted(value);
      case PERCENT -> "%.1f %%".formatted(value.multiply(HUNDRED));
      case COUNT -> "%,d".formatted(value.setScale(0, RoundingMode.HALF_EVEN).longValue());
      case NUMBER -> "%,.1f".formatted(value);
    };
  }
}
