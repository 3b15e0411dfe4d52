package io.tributary.standalone.importing;

import io.tributary.standalone.sending.Rejection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rejected lines of a file, as CSV: nothing is left out of it. */
final class RejectionReport implements AutoCloseable {
  private final RandomAccessFile file;
  private final StringBuilder pending = new StringBuilder();

  private RejectionReport(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * @param length what an earlier part of the same import wrote and settled; anything after it is
   *     written again
   */
  static RejectionReport open(Path path, long length) throws IOException {
    RejectionReport report = new RejectionReport(new RandomAccessFile(path.toFile(), "rw"));
    report.file.setLength(Math.min(length, report.file.length()));
    report.file.seek(report.file.length());
    if (report.file.length() == 0) {
      report.pending.append("line,event_id,code,field,message\r\n");
    }
    return report;
  }

  void add(long line, Rejection rejection) {
    pending
        .append(
            Stream.of(
                    Long.toString(line),
                    rejection.id(),
                    rejection.code(),
                    rejection.field(),
                    rejection.message())
                .map(RejectionReport::field)
                .collect(Collectors.joining(",")))
        .append("\r\n");
  }

  /** Writes what was added, and says how long the report is now. */
  long flush() throws IOException {
    file.write(pending.toString().getBytes(StandardCharsets.UTF_8));
    pending.setLength(0);
    return file.length();
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
