package io.tributary.ingest.source;

/** What sources and namespaces may be called: it stands in keys, labels and paths. */
public final class SourceName {
  static final String RULE =
      "is no name: up to 64 lower-case letters, digits, '-' and '_', a letter or digit first";

  private static final int LONGEST = 64;

  private SourceName() {}

  public static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (!alphanumeric && (i == 0 || c != '-' && c != '_')) {
        return false;
      }
    }
    return true;
  }
}
