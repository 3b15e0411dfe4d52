package io.tributary.standalone.importing;

/**
 * A column that has to have a value, or the row is rejected.
 *
 * @param message says why; may quote columns
 */
record Requirement(String column, Expression.Template message) {
  void check(Row row) throws RowRejectedException {
    if (row.get(column).isEmpty()) {
      throw new RowRejectedException(column, message.valueIn(row));
    }
  }
}
