package io.tributary.ingest.source;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Puts a key into the text of a sources file and takes one out of it, line by line, so that
 * comments and order stay. The result is read before it replaces the file: a shape of YAML that is
 * not understood here leads to an error and never to a broken file.
 */
final class SourcesEdit {
  private static final String PREFIX = "trib_";
  private static final int KEY_BYTES = 20;
  private static final String HEAD =
      "# Who may send events. Only hashes of keys are kept here, never the keys.";

  private SourcesEdit() {}

  static synchronized String addKey(Path file, String source) {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    String key = PREFIX + HexFormat.of().formatHex(random);
    try {
      List<String> lines =
          Files.exists(file)
              ? new ArrayList<>(Files.readAllLines(file))
              : new ArrayList<>(List.of(HEAD, "sources:"));
      insert(file, lines, source, Sources.hashOf(key));
      String text = String.join("\n", lines) + "\n";
      Optional<Source> found = SourcesFile.read(YamlNode.parse(file.toString(), text)).withKey(key);
      if (found.isEmpty() || !found.get().name().equals(source)) {
        throw byHand(file, source, key);
      }
      replace(file, text);
      return key;
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** Takes out what was put in for the key; without it, the file stays as it is. */
  static synchronized void removeKey(Path file, String key) {
    String hash = Sources.hashOf(key);
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      if (!remove(lines, hash)) {
        return;
      }
      String text = String.join("\n", lines) + "\n";
      if (SourcesFile.read(YamlNode.parse(file.toString(), text)).withKey(key).isPresent()) {
        throw new ConfigurationException(
            "%s is written in a way that cannot be edited safely. Take %s out of it by hand."
                .formatted(file, hash));
      }
      replace(file, text);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static boolean remove(List<String> lines, String hash) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.strip().equals("- " + hash)) {
        lines.remove(i);
        boolean othersLeft = i < lines.size() && lines.get(i).stripLeading().startsWith("- ");
        if (!othersLeft && lines.get(i - 1).strip().equals("keys:")) {
          lines.remove(i - 1);
        }
        return true;
      }
      if (line.contains(hash)) {
        lines.set(i, line.replace(hash + ", ", "").replace(hash, ""));
        return true;
      }
    }
    return false;
  }

  private static void insert(Path file, List<String> lines, String source, String hash) {
    int sourceLine = find(lines, 0, source + ":", 1);
    if (sourceLine < 0) {
      if (lines.stream().noneMatch(line -> line.stripTrailing().equals("sources:"))) {
        throw byHand(file, source, "the new key");
      }
      lines.addAll(List.of("  " + source + ":", "    keys:", "      - " + hash));
      return;
    }
    int keysLine = find(lines, sourceLine + 1, "keys:", indent(lines.get(sourceLine)) + 1);
    if (keysLine < 0) {
      String margin = " ".repeat(indent(lines.get(sourceLine)) + 2);
      lines.addAll(sourceLine + 1, List.of(margin + "keys:", margin + "  - " + hash));
      return;
    }
    String keys = lines.get(keysLine);
    int bracket = keys.indexOf('[');
    if (bracket >= 0) {
      boolean empty = keys.substring(bracket + 1).stripLeading().startsWith("]");
      lines.set(
          keysLine,
          keys.substring(0, bracket + 1)
              + hash
              + (empty ? "" : ", ")
              + keys.substring(bracket + 1));
      return;
    }
    // As the first item, where the indentation of the others can be copied.
    String next = keysLine + 1 < lines.size() ? lines.get(keysLine + 1) : "";
    int margin = next.stripLeading().startsWith("- ") ? indent(next) : indent(keys) + 2;
    lines.add(keysLine + 1, " ".repeat(margin) + "- " + hash);
  }

  /**
   * The next line that begins so and is indented by at least so much; -1 at the end of the block.
   */
  private static int find(List<String> lines, int from, String start, int leastIndent) {
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      boolean content = !line.isEmpty() && !line.startsWith("#");
      if (content && from > 0 && indent(lines.get(i)) < leastIndent) {
        return -1;
      }
      if (line.startsWith(start) && indent(lines.get(i)) >= leastIndent) {
        return i;
      }
    }
    return -1;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** In one step, so that a reader sees the old file or the new one; for the owner's eyes only. */
  private static void replace(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path next =
        Files.createTempFile(
            directory,
            ".sources",
            ".yaml",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ConfigurationException byHand(Path file, String source, String key) {
    return new ConfigurationException(
        "%s is written in a way that cannot be edited safely. Add the SHA-256 of %s to the keys of %s by hand."
            .formatted(file, key, source));
  }
}
