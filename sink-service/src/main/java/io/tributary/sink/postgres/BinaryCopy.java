package io.tributary.sink.postgres;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in PostgreSQL's binary COPY format: a header, per row the number of fields, per field its
 * length and its bytes, big-endian, and a trailer. See the PostgreSQL manual, COPY, "Binary
 * Format".
 */
final class BinaryCopy {
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final long POSTGRES_EPOCH_SECONDS = 946_684_800;
  private static final int POSTGRES_EPOCH_DAY = 10_957;
  private static final int TEXT_OID = 25;

  private final int columns;
  private byte[] bytes = Arrays.copyOf(HEADER, 1 << 16);
  private int size = HEADER.length;
  private int rows;

  /**
   * @param columns of each row
   */
  BinaryCopy(int columns) {
    this.columns = columns;
  }

  BinaryCopy row() {
    room(2);
    putShort(columns);
    rows++;
    return this;
  }

  BinaryCopy text(String value) {
    if (value == null) {
      return nothing();
    }
    return raw(clean(value).getBytes(StandardCharsets.UTF_8));
  }

  BinaryCopy bytes(byte[] value) {
    return raw(value);
  }

  BinaryCopy jsonb(String json) {
    byte[] utf8 = clean(json).getBytes(StandardCharsets.UTF_8);
    room(5 + utf8.length);
    putInt(utf8.length + 1);
    bytes[size++] = 1;
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    return this;
  }

  BinaryCopy integer(Integer value) {
    if (value == null) {
      return nothing();
    }
    room(8);
    putInt(4);
    putInt(value);
    return this;
  }

  BinaryCopy bigint(Long value) {
    if (value == null) {
      return nothing();
    }
    room(12);
    putInt(8);
    putLong(value);
    return this;
  }

  BinaryCopy flag(boolean value) {
    room(5);
    putInt(1);
    bytes[size++] = (byte) (value ? 1 : 0);
    return this;
  }

  BinaryCopy date(LocalDate value) {
    return integer((int) value.toEpochDay() - POSTGRES_EPOCH_DAY);
  }

  BinaryCopy timestamp(Instant value) {
    if (value == null) {
      return nothing();
    }
    long micros =
        Math.multiplyExact(value.getEpochSecond() - POSTGRES_EPOCH_SECONDS, 1_000_000L)
            + value.getNano() / 1_000;
    return bigint(micros);
  }

  BinaryCopy texts(List<String> values) {
    int start = size;
    room(4 + 20);
    size += 4;
    putInt(values.isEmpty() ? 0 : 1);
    putInt(0);
    putInt(TEXT_OID);
    if (!values.isEmpty()) {
      putInt(values.size());
      putInt(1);
      values.forEach(this::text);
    }
    int end = size;
    size = start;
    putInt(end - start - 4);
    size = end;
    return this;
  }

  int rows() {
    return rows;
  }

  byte[] array() {
    return bytes;
  }

  /** Ends the stream; how many bytes of the array it is. */
  int finish() {
    room(2);
    putShort(-1);
    return size;
  }

  private BinaryCopy nothing() {
    room(4);
    putInt(-1);
    return this;
  }

  private BinaryCopy raw(byte[] value) {
    room(4 + value.length);
    putInt(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /** PostgreSQL has no character 0 in text. */
  private static String clean(String value) {
    return value.indexOf(0) < 0 ? value : value.replace("\0", "\uFFFD");
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private void putShort(int value) {
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void putInt(int value) {
    bytes[size++] = (byte) (value >>> 24);
    bytes[size++] = (byte) (value >>> 16);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void putLong(long value) {
    putInt((int) (value >>> 32));
    putInt((int) value);
  }
}
