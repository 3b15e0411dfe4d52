package io.tributary.standalone.importing;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file to import.
 *
 * @param mapping for CSV; without one, the file has events in their own form
 * @param mappingText as it was read, so that a changed mapping starts from the first line
 */
public record ImportFile(Path path, Optional<Mapping> mapping, String mappingText) {
  private static final String CSV = ".csv";

  /**
   * @param mapping file with a mapping for CSV; the files that it looks values up in are next to
   *     the imported one
   * @param kinds names of the kinds of identifiers that the edge knows
   * @throws ConfigurationException when the file is not there, or the mapping is wrong
   */
  public static ImportFile of(Path path, Optional<Path> mapping, List<String> kinds)
      throws IOException {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new ConfigurationException(path + ": there is no such file, or it cannot be read");
    }
    if (mapping.isEmpty()) {
      if (path.toString().toLowerCase(Locale.ROOT).endsWith(CSV)) {
        throw new ConfigurationException(
            path
                + " is CSV: name the file that says what its columns mean with --mapping"
                + " (examples/crm-sales/mapping.yaml is one)");
      }
      return new ImportFile(path, Optional.empty(), "");
    }
    Path folder = path.toAbsolutePath().getParent();
    Mapping read = MappingReader.read(YamlNode.read(mapping.get()), folder, kinds);
    return new ImportFile(path, Optional.of(read), Files.readString(mapping.get()));
  }

  /** The source that the mapping names. */
  public Optional<String> source() {
    return mapping.map(Mapping::source);
  }

  Lines open(InputStream bytes) throws IOException, UnreadableFileException {
    return mapping.isPresent()
        ? CsvLines.open(path, bytes, mapping.get())
        : NativeLines.open(path, bytes);
  }

  /** What progress and reports of this file are called: its name, and where it is. */
  String reportName() {
    return path.getFileName() + "-" + hash(path.toAbsolutePath().normalize().toString());
  }

  /** Changes when the file or the mapping does. */
  String fingerprint() throws IOException {
    return hash(
        Files.size(path) + " " + Files.getLastModifiedTime(path).toMillis() + " " + mappingText);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
