package io.tributary.standalone.importing;

import java.util.Map;

/**
 * A record of a CSV file whose fields have names. Fields are trimmed.
 *
 * @param columns the place of each column
 */
record Row(Map<String, Integer> columns, CsvRecord values) {
  long line() {
    return values.line();
  }

  /** Empty when the field is; the column is one of the file's. */
  String get(String column) {
    return values.fields().get(columns.get(column)).strip();
  }
}
