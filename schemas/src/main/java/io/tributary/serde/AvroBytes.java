package io.tributary.serde;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Goes through the bytes of a record in Avro's binary encoding. */
final class AvroBytes {
  private static final int BITS = 7;
  private static final int MORE = 0x80;

  private final byte[] bytes;
  private int at;

  AvroBytes(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  boolean readBoolean() {
    return bytes[at++] == 1;
  }

  /**
   * @throws ArithmeticException when it is none
   */
  int readInt() {
    return Math.toIntExact(readLong());
  }

  /**
   * @throws ArithmeticException when it is none
   */
  long readLong() {
    long next = bytes[at++];
    long zigZag = next & MORE - 1;
    for (int shift = BITS; next < 0; shift += BITS) {
      if (shift >= Long.SIZE) {
        throw new ArithmeticException("a number has more than ten bytes");
      }
      next = bytes[at++];
      zigZag |= (next & MORE - 1) << shift;
    }
    return zigZag >>> 1 ^ -(zigZag & 1);
  }

  String readString() {
    int length = readLength();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /**
   * Goes past all elements of a list or map.
   *
   * @param strings of which each element consists
   */
  void skipStrings(int strings) {
    for (int count = readCount(); count > 0; count = readCount()) {
      for (long left = (long) strings * count; left > 0; left--) {
        int length = readLength();
        at += length;
      }
    }
  }

  ByteBuffer readBytes() {
    byte[] copy = new byte[readLength()];
    System.arraycopy(bytes, at, copy, 0, copy.length);
    at += copy.length;
    return ByteBuffer.wrap(copy);
  }

  private int readLength() {
    long length = readLong();
    if (length < 0 || length > left()) {
      throw new IndexOutOfBoundsException(length + " bytes are to be read, of " + left());
    }
    return (int) length;
  }

  /** How many elements of a list or map come; 0 when there are no more. */
  int readCount() {
    long count = readLong();
    if (count < 0) {
      readLong(); // So many bytes do they have, for whoever wants to skip them.
      count = -count;
    }
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IndexOutOfBoundsException(count + " elements");
    }
    return (int) count;
  }

  /** How many bytes are left, and so how many elements at most, but for those that take none. */
  int left() {
    return bytes.length - at;
  }
}
