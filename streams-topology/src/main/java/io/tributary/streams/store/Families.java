package io.tributary.streams.store;

/** Which rows are read together: those whose keys begin with the same name. */
final class Families {
  private static final int NONE = -1;

  /** Each row is read by itself. Its name is its key. */
  static final Families EACH_ROW = new Families(NONE);

  private final int separator;

  private Families(int separator) {
    this.separator = separator;
  }

  /** The name is all up to the first one of this character of ASCII, or the key if it has none. */
  static Families upTo(char separator) {
    return new Families(separator);
  }

  /** Whether any rows are read together. */
  boolean areThere() {
    return separator != NONE;
  }

  /** How many bytes of a key are its name, the separator included. */
  int nameLength(byte[] bytes, int from, int keyLength) {
    if (separator != NONE) {
      for (int i = 0; i < keyLength; i++) {
        if (bytes[from + i] == separator) {
          return i + 1;
        }
      }
    }
    return keyLength;
  }

  int nameLength(byte[] key) {
    return nameLength(key, 0, key.length);
  }

  /** Whether the keys that begin so are those of one family, all of it. */
  boolean isName(byte[] prefix) {
    return separator != NONE
        && prefix.length > 0
        && prefix[prefix.length - 1] == separator
        && nameLength(prefix) == prefix.length;
  }
}
