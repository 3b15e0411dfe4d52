package io.tributary.sink.postgres;

/**
 * Writes the statement that adds staged rows to a table where two writers can meet, as two
 * partitions may hold the same row: rows that are there already are left alone.
 */
final class Addition {
  private Addition() {}

  /**
   * A writer that meets a row of another's transaction waits until that has ended, and holds what
   * it has added so far. All add in the order of the key, so that none waits for one that waits for
   * it.
   *
   * @param staged whose columns are those of the table
   * @param key columns of the primary key; those first that tell rows apart at the least cost
   */
  static String sql(String table, String staged, String... key) {
    return "INSERT INTO %s SELECT * FROM %s ORDER BY %s ON CONFLICT DO NOTHING"
        .formatted(table, staged, String.join(", ", key));
  }
}
