package io.tributary.sink.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Rows in PostgreSQL's binary COPY format: a header, per row the number of fields, per field its
 * length and its bytes, big-endian, and a trailer. See the PostgreSQL manual, COPY, "Binary
 * Format". Full buffers are sent on as the rows are written.
 */
final class BinaryCopy {
  /** Where full buffers go. */
  interface Destination {
    void send(byte[] bytes, int offset, int length) throws SQLException;
  }

  /** A buffer could not be sent. */
  static final class SendFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SendFailedException(SQLException cause) {
      super(cause);
    }

    @Override
    public synchronized SQLException getCause() {
      return (SQLException) super.getCause();
    }
  }

  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final long POSTGRES_EPOCH_SECONDS = 946_684_800;
  private static final int POSTGRES_EPOCH_DAY = 10_957;
  private static final int TEXT_OID = 25;
  private static final int BIGINT_OID = 20;

  /**
   * Length in bytes, dimensions, whether some are null, type; length of the one dimension, its
   * first index.
   */
  private static final int ARRAY_HEADER_BYTES = 6 * 4;

  private static final int BUFFER_BYTES = 1 << 16;

  private final int columns;
  private final Destination destination;
  private byte[] bytes = Arrays.copyOf(HEADER, 2 * BUFFER_BYTES);
  private int size = HEADER.length;
  private int rows;

  /**
   * @param columns of each row
   */
  BinaryCopy(int columns, Destination destination) {
    this.columns = columns;
    this.destination = destination;
  }

  /** Begins a row. */
  BinaryCopy row() {
    if (size >= BUFFER_BYTES) {
      send();
    }
    room(2);
    putShort(columns);
    rows++;
    return this;
  }

  BinaryCopy text(String value) {
    if (value == null) {
      return nothing();
    }
    return raw(withoutZeros(value).getBytes(StandardCharsets.UTF_8));
  }

  BinaryCopy bytes(byte[] value) {
    return raw(value);
  }

  /**
   * @param json without the character 0, escaped or not: jsonb does not take it
   */
  BinaryCopy jsonb(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
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
    return array(TEXT_OID, values, this::text);
  }

  /**
   * @param values some of which may be null
   */
  BinaryCopy bigints(List<Long> values) {
    return array(BIGINT_OID, values, this::bigint);
  }

  private <T> BinaryCopy array(int elementOid, List<T> values, Consumer<T> writing) {
    room(ARRAY_HEADER_BYTES);
    int start = size;
    size += 4;
    putInt(values.isEmpty() ? 0 : 1);
    putInt(values.stream().anyMatch(Objects::isNull) ? 1 : 0);
    putInt(elementOid);
    if (!values.isEmpty()) {
      putInt(values.size());
      putInt(1);
      values.forEach(writing);
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

  /** Ends the stream. */
  void finish() {
    room(2);
    putShort(-1);
    send();
  }

  private void send() {
    try {
      destination.send(bytes, 0, size);
    } catch (SQLException e) {
      throw new SendFailedException(e);
    }
    size = 0;
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

  /** PostgreSQL has no character 0 in text: what a sender put there is shown as unknown. */
  static String withoutZeros(String value) {
    return value.indexOf(0) < 0 ? value : value.replace('\0', '\uFFFD');
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
