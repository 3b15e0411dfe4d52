package io.tributary.ingest.decode;

/** What a text must not hold, because no store behind would keep it as it is. */
final class Texts {
  private static final int SHOWN = 60;

  private Texts() {}

  /** Without U+0000, which databases refuse, and halves of surrogate pairs, which UTF-8 has not. */
  static boolean isKeepable(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == length
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text as it can be shown in a message: short, and fit for every store. */
  static String shown(String text) {
    String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return keepable(start);
  }

  /** The same, with a replacement for what cannot be kept. */
  static String keepable(String text) {
    if (isKeepable(text)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point ->
                kept.appendCodePoint(
                    point == 0 || (point >= 0xD800 && point <= 0xDFFF) ? 0xFFFD : point));
    return kept.toString();
  }
}
