package io.tributary.standalone.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Passwords of the warehouse's roles, made once, in a file that only its owner can read. The form
 * is that of PostgreSQL's password file, so that {@code PGPASSFILE} lets psql and other clients in.
 */
final class Passwords {
  private static final int BYTES = 24;
  private static final int FIELDS = 5;

  private final Map<String, String> byRole;
  private final boolean areNew;

  private Passwords(Map<String, String> byRole, boolean areNew) {
    this.byRole = byRole;
    this.areNew = areNew;
  }

  /** Reads the file, or makes it when it is missing. */
  static Passwords readOrMake(Path file, List<String> roles) throws IOException {
    boolean missing = !Files.exists(file);
    if (missing) {
      SecureRandom random = new SecureRandom();
      StringBuilder lines = new StringBuilder();
      for (String role : roles) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        lines.append("*:*:*:").append(role).append(':').append(password).append('\n');
      }
      OwnersFile.write(file, lines.toString());
    }
    return read(file, missing);
  }

  static Passwords read(Path file) throws IOException {
    return read(file, false);
  }

  private static Passwords read(Path file, boolean areNew) throws IOException {
    Map<String, String> byRole = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split(":", FIELDS);
      if (fields.length == FIELDS) {
        byRole.put(fields[3], fields[4]);
      }
    }
    return new Passwords(byRole, areNew);
  }

  /** Whether they were just made, so that the database does not know them. */
  boolean areNew() {
    return areNew;
  }

  String of(String role) {
    String password = byRole.get(role);
    if (password == null) {
      throw new IllegalStateException("the password file has no line for the role " + role);
    }
    return password;
  }
}
