package io.tributary.standalone.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file to import.
 *
 * @param mapping for CSV; without one, the file has events in their own form
 * @param mappingText as it was read, so that a changed mapping starts from the first line
 */
record ImportFile(Path path, Optional<Mapping> mapping, String mappingText) {
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
