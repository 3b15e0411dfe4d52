package io.tributary.streams.lifecycle;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Amounts by day, in order of the days, in as few bytes as they take: of each how many days it
 * comes after the one before, and the amount, both as Avro writes a long. They take some four bytes
 * each, are never objects, and go from hand to hand as they are.
 */
public final class DailyAmounts {
  /** Of two numbers: ten bytes hold 64 bits in sevens. */
  private static final int MOST_BYTES = 20;

  private static final int SEVEN_BITS = 0x7F;
  private static final int MORE = 0x80;

  private byte[] bytes = new byte[64];
  private int length;
  private int lastDay;

  /**
   * @param epochDay days since 1970-01-01, after those that were added before
   */
  public void add(int epochDay, long amount) {
    if (bytes.length - length < MOST_BYTES) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    put((long) epochDay - lastDay);
    put(amount);
    lastDay = epochDay;
  }

  private void put(long number) {
    long rest = number << 1 ^ number >> Long.SIZE - 1;
    while ((rest & ~SEVEN_BITS) != 0) {
      bytes[length++] = (byte) (rest & SEVEN_BITS | MORE);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** How many bytes they take so far. */
  int length() {
    return length;
  }

  /** What was added, and begins again. */
  public ByteBuffer take() {
    ByteBuffer taken = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
    length = 0;
    lastDay = 0;
    return taken;
  }

  /** What is done with each amount, in order of the days. */
  public interface Reader {
    void read(int epochDay, long amount);
  }

  /**
   * @param amounts as {@link #take} gave them; they can be read again
   */
  public static void forEach(ByteBuffer amounts, Reader reader) {
    Bytes bytes = new Bytes(amounts);
    int day = 0;
    while (bytes.next < bytes.end) {
      day += (int) bytes.number();
      reader.read(day, bytes.number());
    }
  }

  /**
   * Days since 1970-01-01.
   *
   * @param amounts of one day at least
   */
  public static int firstDay(ByteBuffer amounts) {
    return (int) new Bytes(amounts).number();
  }

  /** Of how many days they are. */
  public static int count(ByteBuffer amounts) {
    Bytes bytes = new Bytes(amounts);
    int numbers = 0;
    for (int i = bytes.next; i < bytes.end; i++) {
      numbers += bytes.array[i] >= 0 ? 1 : 0;
    }
    return numbers / 2;
  }

  private static final class Bytes {
    private final byte[] array;
    private final int end;
    private int next;

    Bytes(ByteBuffer buffer) {
      this.array = buffer.array();
      this.next = buffer.arrayOffset() + buffer.position();
      this.end = next + buffer.remaining();
    }

    long number() {
      long bits = 0;
      int shift = 0;
      byte part;
      do {
        part = array[next++];
        bits |= (long) (part & SEVEN_BITS) << shift;
        shift += 7;
      } while (part < 0);
      return bits >>> 1 ^ -(bits & 1);
    }
  }
}
