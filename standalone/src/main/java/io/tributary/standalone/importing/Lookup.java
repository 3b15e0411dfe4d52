package io.tributary.standalone.importing;

import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Another CSV file, held in memory, whose rows are found by the value of one column. */
final class Lookup {
  /** A table to look things up in is small; a larger one is a mistake. */
  private static final int MAX_ROWS = 1_000_000;

  private final String file;
  private final Map<String, Integer> columns;
  private final Map<String, List<String>> rows = new HashMap<>();

  private Lookup(String file, Map<String, Integer> columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * @param declared where the mapping names the file and its key, for errors
   * @throws io.tributary.runtime.yaml.YamlException when the file cannot be used
   */
  static Lookup read(Path path, char separator, YamlNode declared) {
    YamlNode key = declared.required("key");
    if (!Files.isReadable(path)) {
      throw declared.required("file").error("the file " + path + " is not there");
    }
    try (CsvReader csv = CsvReader.open(Files.newInputStream(path), separator)) {
      Optional<CsvRecord> header = csv.next();
      if (header.isEmpty()) {
        throw declared.required("file").error(path + " is empty: a CSV file has a header");
      }
      Map<String, Integer> columns = columns(header.get());
      Lookup lookup = new Lookup(path.getFileName().toString(), columns);
      int keyColumn = lookup.column(key);
      for (Optional<CsvRecord> row = csv.next(); row.isPresent(); row = csv.next()) {
        lookup.add(row.get(), keyColumn, declared);
      }
      return lookup;
    } catch (IOException e) {
      throw declared.required("file").error(path + " cannot be read: " + e.getMessage());
    } catch (CsvException e) {
      throw declared.required("file").error(path + ", line " + e.line() + ", " + e.getMessage());
    }
  }

  static Map<String, Integer> columns(CsvRecord header) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (String name : header.fields()) {
      columns.put(name.strip(), columns.size());
    }
    return columns;
  }

  /** The place of the column that the mapping names, which must be there. */
  int column(YamlNode name) {
    Integer place = columns.get(name.text());
    if (place == null) {
      throw name.error(
          "%s has no column %s%s; its columns are %s"
              .formatted(
                  file,
                  name.text(),
                  Nearest.hint(name.text(), columns.keySet()),
                  String.join(", ", columns.keySet())));
    }
    return place;
  }

  private void add(CsvRecord row, int keyColumn, YamlNode declared) {
    if (row.fields().size() != columns.size()) {
      throw declared.error(
          "%s, line %d: %d fields where the header has %d"
              .formatted(file, row.line(), row.fields().size(), columns.size()));
    }
    if (rows.size() == MAX_ROWS) {
      throw declared.error("%s has more than %,d rows".formatted(file, MAX_ROWS));
    }
    String key = row.fields().get(keyColumn).strip();
    if (rows.putIfAbsent(key, row.fields()) != null) {
      throw declared.error(
          "%s, line %d: the key '%s' is there twice".formatted(file, row.line(), key));
    }
  }

  /** The field of the row with that key; empty when there is no such row. */
  Optional<String> find(String key, String column) {
    return Optional.ofNullable(rows.get(key)).map(row -> row.get(columns.get(column)).strip());
  }

  String unknown(String key) {
    return "'%s' is not in %s%s".formatted(key, file, Nearest.hint(key, rows.keySet()));
  }
}
