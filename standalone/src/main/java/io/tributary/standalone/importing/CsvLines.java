package io.tributary.standalone.importing;

import io.tributary.standalone.sending.EventLine;
import io.tributary.standalone.sending.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The rows of a CSV file, made events by a mapping. */
final class CsvLines implements Lines {
  private final String file;
  private final CsvReader csv;
  private final Mapping mapping;
  private final Map<String, Integer> columns;

  private CsvLines(String file, CsvReader csv, Mapping mapping, Map<String, Integer> columns) {
    this.file = file;
    this.csv = csv;
    this.mapping = mapping;
    this.columns = columns;
  }

  /**
   * @throws io.tributary.runtime.yaml.YamlException when the mapping does not fit the file's header
   */
  static CsvLines open(Path path, InputStream bytes, Mapping mapping)
      throws IOException, UnreadableFileException {
    CsvReader csv = CsvReader.open(bytes, mapping.separator());
    try {
      String file = path.getFileName().toString();
      CsvRecord header =
          csv.next()
              .orElseThrow(
                  () -> new UnreadableFileException(path + " is empty: a CSV file has a header"));
      Map<String, Integer> columns = Lookup.columns(header);
      if (columns.size() < header.fields().size()) {
        throw new UnreadableFileException(path + ": two columns of the header have the same name");
      }
      mapping.check(file, columns.keySet());
      return new CsvLines(file, csv, mapping, columns);
    } catch (CsvException e) {
      csv.close();
      throw new UnreadableFileException(path + ", line " + e.line() + ", " + e.getMessage(), e);
    } catch (RuntimeException | IOException | UnreadableFileException e) {
      csv.close();
      throw e;
    }
  }

  @Override
  public Optional<Line> next() throws IOException, UnreadableFileException {
    try {
      return csv.next().map(this::line);
    } catch (CsvException e) {
      if (e.fatal()) {
        throw new UnreadableFileException(file + ", line " + e.line() + ", " + e.getMessage(), e);
      }
      return Optional.of(unusable(e.line(), "csv.malformed", "", e.getMessage()));
    }
  }

  private Line line(CsvRecord values) {
    if (values.fields().size() != columns.size()) {
      return unusable(
          values.line(),
          "csv.fields",
          "",
          "%d fields where the header has %d".formatted(values.fields().size(), columns.size()));
    }
    try {
      Row row = new Row(columns, values);
      return new Line.Events(
          values.line(), mapping.eventsOf(file, row).stream().map(EventLine::json).toList());
    } catch (RowRejectedException e) {
      return unusable(values.line(), "row.unusable", e.field(), e.getMessage());
    }
  }

  private static Line unusable(long line, String code, String field, String message) {
    return new Line.Unusable(line, new Rejection("", code, field, message));
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
