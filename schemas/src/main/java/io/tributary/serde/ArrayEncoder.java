package io.tributary.serde;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Avro's binary encoding into an array that grows. Avro's own encoders have a buffer before a
 * stream before an array, and make an array for each string. Not safe for use by several threads.
 */
public final class ArrayEncoder extends BinaryEncoder {
  /** That a long takes at most. */
  static final int LONG_BYTES = 10;

  private static final int INT_BYTES = 5;

  private byte[] bytes;
  private int size;

  public ArrayEncoder() {
    this(512);
  }

  /**
   * @param room for so many bytes at first
   */
  ArrayEncoder(int room) {
    this.bytes = new byte[room];
  }

  /** Begins anew. */
  public void clear() {
    size = 0;
  }

  /** What was written since the beginning. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** How many bytes were written since the beginning. */
  public int size() {
    return size;
  }

  /** Takes back what was written behind the first bytes, so many of them. */
  void shrink(int toSize) {
    size = toSize;
  }

  /** All that was written to another one. */
  void write(ArrayEncoder other) {
    writeFixed(other.bytes, 0, other.size);
  }

  private void makeRoom(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }

  /** A byte as it is. */
  public void writeByte(int value) {
    makeRoom(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    makeRoom(INT_BYTES);
    size += BinaryData.encodeInt(value, bytes, size);
  }

  @Override
  public void writeLong(long value) {
    makeRoom(LONG_BYTES);
    size += BinaryData.encodeLong(value, bytes, size);
  }

  @Override
  public void writeFloat(float value) {
    makeRoom(Float.BYTES);
    size += BinaryData.encodeFloat(value, bytes, size);
  }

  @Override
  public void writeDouble(double value) {
    makeRoom(Double.BYTES);
    size += BinaryData.encodeDouble(value, bytes, size);
  }

  @Override
  public void writeString(String text) {
    int length = text.length();
    makeRoom(INT_BYTES + length);
    int before = size;
    size += BinaryData.encodeInt(length, bytes, size);
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      if (character >= 0x80) {
        size = before;
        writeUtf8(text);
        return;
      }
      bytes[size + i] = (byte) character;
    }
    size += length;
  }

  private void writeUtf8(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeInt(utf8.length);
    writeFixed(utf8, 0, utf8.length);
  }

  @Override
  public void writeFixed(byte[] from, int start, int length) {
    makeRoom(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  @Override
  protected void writeZero() {
    writeByte(0);
  }

  @Override
  public int bytesBuffered() {
    return 0;
  }

  @Override
  public void flush() {
    // There is no stream behind it.
  }
}
