package io.tributary.standalone.query;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL said was wrong, and where. */
public final class SqlFailure {
  private SqlFailure() {}

  /** As psql shows it: the message, the line with a mark under the place, the hint. */
  public static String describe(SQLException failure, String sql) {
    ServerErrorMessage said =
        failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    if (said == null) {
      return failure.getMessage();
    }
    StringBuilder text =
        new StringBuilder("%s: %s".formatted(said.getSeverity(), said.getMessage()));
    if (said.getPosition() > 0) {
      text.append(System.lineSeparator()).append(place(sql, said.getPosition()));
    }
    if (said.getDetail() != null) {
      text.append(System.lineSeparator()).append("Detail: ").append(said.getDetail());
    }
    if (said.getHint() != null) {
      text.append(System.lineSeparator()).append("Hint: ").append(said.getHint());
    }
    return text.toString();
  }

  /**
   * @param position from 1, in characters of the whole statement
   */
  static String place(String sql, int position) {
    int offset = Math.min(position - 1, sql.length());
    int start = sql.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
    int end = sql.indexOf('\n', offset);
    long line = sql.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    String margin = "line " + line + ": ";
    return margin
        + sql.substring(start, end < 0 ? sql.length() : end)
        + System.lineSeparator()
        + " ".repeat(margin.length() + offset - start)
        + "^";
  }
}
