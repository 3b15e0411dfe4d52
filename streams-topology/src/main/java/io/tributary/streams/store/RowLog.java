package io.tributary.streams.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows one behind the other in arrays of bytes, the oldest of which is dropped as a whole. They are
 * no objects, so that the garbage collector has nothing to do with them. A row has a position for
 * good; positions before {@link #start} have been dropped.
 *
 * <p>Each is kept as the lengths of its key and value, the position of the row of its family before
 * it, whether it is a change and whether it is the newest of its key, key and value.
 */
final class RowLog {
  /** Before all rows. */
  static final long NOWHERE = 1;

  private static final int VALUE_LENGTH = Integer.BYTES;
  private static final int BEFORE = VALUE_LENGTH + Integer.BYTES;
  private static final int MARKS = BEFORE + Long.BYTES;
  private static final int KEY = MARKS + 1;

  /** Marks. */
  private static final int CHANGE = 1;

  private static final int OLD = 2;
  private static final int NO_VALUE = -1;

  private final int chunkBits;
  private final List<Chunk> chunks = new ArrayList<>();

  /** The number of the first chunk; above zero, so that there are positions before all rows. */
  private long first = 1;

  /**
   * @param chunkBits a chunk has two to the power of it bytes
   */
  RowLog(int chunkBits) {
    this.chunkBits = chunkBits;
  }

  int chunkBytes() {
    return 1 << chunkBits;
  }

  /** What a row takes here. */
  static int bytes(byte[] key, byte[] value) {
    return KEY + key.length + (value == null ? 0 : value.length);
  }

  int chunks() {
    return chunks.size();
  }

  /** Whether so much fits into the last chunk. */
  boolean hasRoom(int bytes) {
    return !chunks.isEmpty() && chunks.get(chunks.size() - 1).rows.remaining() >= bytes;
  }

  void addChunk() {
    chunks.add(new Chunk(chunkBytes()));
  }

  /** The oldest chunk becomes the newest; its rows are gone. */
  void turn() {
    Chunk oldest = chunks.remove(0);
    first++;
    oldest.rows.clear();
    chunks.add(oldest);
  }

  void dropChunk() {
    chunks.remove(0);
    first++;
  }

  void clear() {
    first += chunks.size();
    chunks.clear();
  }

  /**
   * Adds a row for which there is room.
   *
   * @param value null of one that is not in the store
   * @param isChange whether it is another one than on disk
   * @param before the row of the family before it
   * @return its position
   */
  long append(byte[] key, byte[] value, boolean isChange, long before) {
    long position = end();
    ByteBuffer chunk = chunks.get(chunks.size() - 1).rows;
    chunk.putInt(key.length).putInt(value == null ? NO_VALUE : value.length);
    chunk.putLong(before).put((byte) (isChange ? CHANGE : 0)).put(key);
    if (value != null) {
      chunk.put(value);
    }
    return position;
  }

  /** Where the oldest row is. */
  long start() {
    return first << chunkBits;
  }

  /** Where the next row will be. */
  long end() {
    if (chunks.isEmpty()) {
      return start();
    }
    int last = chunks.size() - 1;
    return (first + last << chunkBits) + chunks.get(last).rows.position();
  }

  /** Where the rows of the chunk behind that of a position begin. */
  long nextChunk(long position) {
    return (position >> chunkBits) + 1 << chunkBits;
  }

  /** The first row at a position or behind it, up to another one; that one if there is none. */
  long from(long position, long to) {
    long next = position;
    while (next < to && offset(next) >= chunk(next).rows.position()) {
      next = nextChunk(next);
    }
    return Math.min(next, to);
  }

  /** Behind a row. */
  long behind(long position) {
    ByteBuffer chunk = chunk(position).rows;
    int at = offset(position);
    return position + KEY + chunk.getInt(at) + Math.max(0, chunk.getInt(at + VALUE_LENGTH));
  }

  byte[] key(long position) {
    ByteBuffer chunk = chunk(position).rows;
    int at = offset(position);
    byte[] key = new byte[chunk.getInt(at)];
    chunk.get(at + KEY, key);
    return key;
  }

  /** Null of one that is not in the store. */
  byte[] value(long position) {
    ByteBuffer chunk = chunk(position).rows;
    int at = offset(position);
    int length = chunk.getInt(at + VALUE_LENGTH);
    if (length == NO_VALUE) {
      return null;
    }
    byte[] value = new byte[length];
    chunk.get(at + KEY + chunk.getInt(at), value);
    return value;
  }

  boolean isChange(long position) {
    return (marks(position) & CHANGE) != 0;
  }

  /** Whether there is no newer row of its key. */
  boolean isNewest(long position) {
    return (marks(position) & OLD) == 0;
  }

  /** There is a newer row of this one's key, here or elsewhere, from now on. */
  void becomesOld(long position) {
    chunk(position).bytes[offset(position) + MARKS] |= OLD;
  }

  private byte marks(long position) {
    return chunk(position).bytes[offset(position) + MARKS];
  }

  long before(long position) {
    return chunk(position).rows.getLong(offset(position) + BEFORE);
  }

  /** How many bytes of a row's key are its name, if names are cut so. */
  int nameLength(long position, Families families) {
    Chunk chunk = chunk(position);
    int at = offset(position);
    return families.nameLength(chunk.bytes, at + KEY, chunk.rows.getInt(at));
  }

  /** Whether a row's key begins with so many bytes of this name. */
  boolean begins(long position, byte[] name, int length) {
    int key = offset(position) + KEY;
    return Arrays.equals(chunk(position).bytes, key, key + length, name, 0, length);
  }

  /** Of so many bytes of a row's key. */
  int hash(long position, int length) {
    return hash(chunk(position).bytes, offset(position) + KEY, length);
  }

  static int hash(byte[] bytes, int from, int length) {
    int hash = 1;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private Chunk chunk(long position) {
    return chunks.get((int) ((position >> chunkBits) - first));
  }

  private int offset(long position) {
    return (int) position & chunkBytes() - 1;
  }

  /** Rows, up to the position of their buffer. */
  private static final class Chunk {
    private final byte[] bytes;
    private final ByteBuffer rows;

    private Chunk(int length) {
      bytes = new byte[length];
      rows = ByteBuffer.wrap(bytes);
    }
  }
}
