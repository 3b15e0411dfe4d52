package io.tributary.ingest.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8: the JSON parser lets overlong forms and encoded surrogates pass. */
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** The offset of the first byte that is not part of a well-formed character; -1 if all are. */
  static int firstInvalid(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end) {
      if (end - at >= Long.BYTES && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
        at += Long.BYTES;
      } else {
        int length = characterLength(bytes, at, end);
        if (length == 0) {
          return at;
        }
        at += length;
      }
    }
    return -1;
  }

  /** 0 when the bytes there are no character. */
  private static int characterLength(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    } else if (first >= 0xC2 && first <= 0xDF) {
      return end - at >= 2 && isBetween(bytes[at + 1], 0x80, 0xBF) ? 2 : 0;
    } else if (first >= 0xE0 && first <= 0xEF) {
      int least = first == 0xE0 ? 0xA0 : 0x80;
      int most = first == 0xED ? 0x9F : 0xBF;
      return end - at >= 3
              && isBetween(bytes[at + 1], least, most)
              && isBetween(bytes[at + 2], 0x80, 0xBF)
          ? 3
          : 0;
    } else if (first >= 0xF0 && first <= 0xF4) {
      int least = first == 0xF0 ? 0x90 : 0x80;
      int most = first == 0xF4 ? 0x8F : 0xBF;
      return end - at >= 4
              && isBetween(bytes[at + 1], least, most)
              && isBetween(bytes[at + 2], 0x80, 0xBF)
              && isBetween(bytes[at + 3], 0x80, 0xBF)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean isBetween(byte value, int least, int most) {
    int unsigned = value & 0xFF;
    return unsigned >= least && unsigned <= most;
  }

  /** Bytes that the text takes in UTF-8. */
  static int length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair counts for two of its four bytes.
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }
}
