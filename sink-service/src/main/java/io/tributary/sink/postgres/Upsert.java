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
   * when it was made is left alone. MERGE rather than ON CONFLICT, which locks, and so writes, each
   * row that it finds, also those that it leaves as they are. Two writers cannot meet here: a key's
   * records are all in one partition, whose offset the transaction has locked.
   *
   * @param columns of the staged table, as in CREATE TABLE; source_offset is one of them
   * @param key columns of the primary key
   * @param incidental columns that do not make a row a different one
   */
  static String sql(
      String table, String staged, String columns, List<String> key, List<String> incidental) {
    List<String> names =
        Arrays.stream(columns.split(",")).map(column -> column.strip().split(" ")[0]).toList();
    List<String> changing = names.stream().filter(name -> !key.contains(name)).toList();
    List<String> telling =
        changing.stream()
            .filter(name -> !incidental.contains(name) && !name.equals("source_offset"))
            .toList();
    return "MERGE INTO %s AS present USING %s AS staged ON %s"
            .formatted(
                table,
                staged,
                key.stream()
                    .map(name -> "present." + name + " = staged." + name)
                    .collect(Collectors.joining(" AND ")))
        + " WHEN MATCHED AND present.source_offset < staged.source_offset AND (%s) IS DISTINCT FROM (%s)"
            .formatted(list("present.", telling), list("staged.", telling))
        + " THEN UPDATE SET "
        + changing.stream()
            .map(name -> name + " = staged." + name)
            .collect(Collectors.joining(", "))
        + " WHEN NOT MATCHED THEN INSERT (%s) VALUES (%s)"
            .formatted(list("", names), list("staged.", names));
  }

  private static String list(String prefix, List<String> names) {
    return names.stream().map(prefix::concat).collect(Collectors.joining(", "));
  }
}
