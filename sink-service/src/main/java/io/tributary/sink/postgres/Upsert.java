package io.tributary.sink.postgres;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the statement that merges staged rows into a table whose rows carry the offset that they
 * came from.
 */
final class Upsert {
  private Upsert() {}

  /**
   * A newer row replaces an older one, never the other way round; a row that is the same in all but
   * when it was made is left alone.
   *
   * @param columns of the staged table, as in CREATE TABLE
   * @param key columns of the primary key
   * @param incidental columns that do not make a row a different one
   */
  static String sql(
      String table, String staged, String columns, List<String> key, List<String> incidental) {
    List<String> names = names(columns);
    List<String> changing = names.stream().filter(name -> !key.contains(name)).toList();
    List<String> telling =
        changing.stream()
            .filter(name -> !incidental.contains(name) && !name.equals("source_offset"))
            .toList();
    return "INSERT INTO "
        + table
        + " AS present ("
        + String.join(", ", names)
        + ") SELECT "
        + String.join(", ", names)
        + " FROM "
        + staged
        + " ON CONFLICT ("
        + String.join(", ", key)
        + ") DO UPDATE SET "
        + changing.stream()
            .map(name -> name + " = excluded." + name)
            .collect(Collectors.joining(", "))
        + " WHERE present.source_offset < excluded.source_offset AND ("
        + list("present.", telling)
        + ") IS DISTINCT FROM ("
        + list("excluded.", telling)
        + ")";
  }

  private static List<String> names(String columns) {
    return Arrays.stream(columns.split(",")).map(column -> column.strip().split(" ")[0]).toList();
  }

  private static String list(String prefix, List<String> names) {
    return names.stream().map(name -> prefix + name).collect(Collectors.joining(", "));
  }
}
