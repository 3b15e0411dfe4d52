package io.tributary.standalone.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;

/** An object per row and line. Numbers are written in full, JSON columns as they are. */
final class JsonRows {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private JsonRows() {}

  static void write(ResultSet rows, PrintWriter out) throws SQLException, IOException {
    Columns columns = Columns.of(rows);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      while (rows.next()) {
        String[] row = columns.row(rows);
        json.writeStartObject();
        for (int i = 0; i < row.length; i++) {
          json.writeFieldName(columns.names()[i]);
          value(json, columns, i, row[i]);
        }
        json.writeEndObject();
      }
    }
    out.println();
  }

  private static void value(JsonGenerator json, Columns columns, int column, String text)
      throws IOException {
    if (text == null) {
      json.writeNull();
    } else if (columns.logical()[column]) {
      json.writeBoolean(text.equals("t"));
    } else if (columns.json()[column] || columns.numeric()[column] && isJsonNumber(text)) {
      json.writeRawValue(text);
    } else {
      json.writeString(text);
    }
  }

  /** PostgreSQL's NaN and Infinity are none. */
  private static boolean isJsonNumber(String text) {
    char last = text.charAt(text.length() - 1);
    return last >= '0' && last <= '9';
  }
}
