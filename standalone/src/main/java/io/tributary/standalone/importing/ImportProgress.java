package io.tributary.standalone.importing;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * How far a file is imported.
 *
 * @param line everything up to this line of the file is settled
 * @param reportBytes length of the report of rejected lines at that point
 */
record ImportProgress(long line, long accepted, long rejected, long reportBytes) {
  static final ImportProgress NONE = new ImportProgress(0, 0, 0, 0);

  /** What was kept of an import that broke off; none when the file or the mapping has changed. */
  static ImportProgress read(Path kept, String fingerprint) throws IOException {
    if (!Files.exists(kept)) {
      return NONE;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(kept)) {
      properties.load(reader);
    }
    if (!fingerprint.equals(properties.getProperty("fingerprint"))) {
      return NONE;
    }
    try {
      return new ImportProgress(
          number(properties, "line"),
          number(properties, "accepted"),
          number(properties, "rejected"),
          number(properties, "report.bytes"));
    } catch (NumberFormatException e) {
      // Without knowing how far it was it starts again, which changes nothing but the time it
      // takes.
      return NONE;
    }
  }

  private static long number(Properties properties, String name) {
    return Long.parseLong(properties.getProperty(name, ""));
  }

  /** Replaces what was kept, as one step. */
  void keep(Path kept, String fingerprint) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("fingerprint", fingerprint);
    properties.setProperty("line", Long.toString(line));
    properties.setProperty("accepted", Long.toString(accepted));
    properties.setProperty("rejected", Long.toString(rejected));
    properties.setProperty("report.bytes", Long.toString(reportBytes));
    Path fresh = kept.resolveSibling(kept.getFileName() + ".new");
    try (Writer writer = Files.newBufferedWriter(fresh)) {
      properties.store(writer, "How far an import is, so that it can go on");
    }
    Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
