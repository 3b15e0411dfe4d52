package io.tributary.standalone.query;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Aligned columns, numbers to the right, and the number of rows. */
public final class TextTable {
  /** The width of what came first; later rows that are wider only shift their own line. */
  private static final int MEASURED_ROWS = 1_000;

  private final String[] names;
  private final boolean[] numeric;
  private final int[] widths;
  private final PrintWriter out;

  private TextTable(String[] names, boolean[] numeric, List<String[]> measured, PrintWriter out) {
    this.names = names;
    this.numeric = numeric;
    this.out = out;
    this.widths = new int[names.length];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(names[i]);
      for (String[] row : measured) {
        widths[i] = Math.max(widths[i], width(shown(row[i])));
      }
    }
  }

  /** All rows of a result. */
  public static void write(ResultSet rows, PrintWriter out) throws SQLException {
    Columns columns = Columns.of(rows);
    List<String[]> first = new ArrayList<>();
    while (first.size() < MEASURED_ROWS && rows.next()) {
      first.add(columns.row(rows));
    }
    TextTable table = new TextTable(columns.names(), columns.numeric(), first, out);
    table.header();
    first.forEach(table::line);
    long count = first.size();
    while (first.size() == MEASURED_ROWS && rows.next()) {
      table.line(columns.row(rows));
      count++;
    }
    out.println(count == 1 ? "(1 row)" : "(" + count + " rows)");
  }

  /**
   * @param numeric which columns are set to the right
   */
  public static void write(
      String[] names, boolean[] numeric, List<String[]> rows, PrintWriter out) {
    TextTable table = new TextTable(names, numeric, rows, out);
    table.header();
    rows.forEach(table::line);
  }

  private void header() {
    line(names);
    StringBuilder rule = new StringBuilder();
    for (int width : widths) {
      rule.append(rule.isEmpty() ? "" : "  ").append("-".repeat(width));
    }
    out.println(rule);
  }

  private void line(String[] values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      String text = shown(values[i]);
      String padding = " ".repeat(Math.max(0, widths[i] - width(text)));
      line.append(i == 0 ? "" : "  ").append(numeric[i] ? padding + text : text + padding);
    }
    out.println(line.toString().stripTrailing());
  }

  /** One line, whatever is in it. */
  private static String shown(String value) {
    return value == null
        ? ""
        : value.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
