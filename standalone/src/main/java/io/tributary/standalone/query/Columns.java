package io.tributary.standalone.query;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;

/** The columns of a result. */
record Columns(String[] names, boolean[] numeric, boolean[] logical, boolean[] json) {
  static Columns of(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    int count = columns.getColumnCount();
    Columns all =
        new Columns(new String[count], new boolean[count], new boolean[count], new boolean[count]);
    for (int i = 0; i < count; i++) {
      all.names[i] = columns.getColumnLabel(i + 1);
      String type = columns.getColumnTypeName(i + 1);
      all.numeric[i] = isNumeric(columns.getColumnType(i + 1));
      all.logical[i] = type.equals("bool");
      all.json[i] = type.equals("json") || type.equals("jsonb");
    }
    return all;
  }

  private static boolean isNumeric(int type) {
    return switch (type) {
      case Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }

  int count() {
    return names.length;
  }

  /** A row as PostgreSQL writes it; null where there is no value. */
  String[] row(ResultSet rows) throws SQLException {
    String[] values = new String[count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.getString(i + 1);
    }
    return values;
  }
}
