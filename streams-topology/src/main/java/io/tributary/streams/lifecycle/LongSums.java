package io.tributary.streams.lifecycle;

import java.util.Arrays;

/**
 * Sums by number, without an object for each: most of what a customer's events amount to is added
 * up here, in six slices each.
 */
final class LongSums {
  private static final int NOWHERE = 0;

  /** The golden ratio: spreads keys that differ in a few bits only. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** A customer of 30 facts changes some forty sums: a smaller table would soon be copied. */
  private static final int ROOM = 64;

  // In the order in which they came, so that they can be copied as they are.
  private long[] keys = new long[ROOM];
  private long[] sums = new long[ROOM];
  private int size;

  /** Where each key is, and one more; 0 for nowhere. */
  private int[] table = new int[2 * ROOM];

  /**
   * Sums wrap around where they overflow: a difference that is taken back later is then still
   * exact.
   */
  void add(long key, long amount) {
    int slot = slot(key);
    if (table[slot] == NOWHERE) {
      if (size == keys.length) {
        grow();
        slot = slot(key);
      }
      keys[size++] = key;
      table[slot] = size;
    }
    sums[table[slot] - 1] += amount;
  }

  /**
   * Copies all.
   *
   * @param first place of the first of them
   * @return the place after the last of them
   */
  int copy(long[] toKeys, long[] toSums, int first) {
    System.arraycopy(keys, 0, toKeys, first, size);
    System.arraycopy(sums, 0, toSums, first, size);
    return first + size;
  }

  void clear() {
    keys = new long[ROOM];
    sums = new long[ROOM];
    table = new int[2 * ROOM];
    size = 0;
  }

  /** How many are held, those that came to 0 included. */
  int size() {
    return size;
  }

  /** Where the table tells of the key, or may. */
  private int slot(long key) {
    int slot = (int) ((key * SPREAD) >>> 32) & (table.length - 1);
    while (table[slot] != NOWHERE && keys[table[slot] - 1] != key) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private void grow() {
    keys = Arrays.copyOf(keys, size * 2);
    sums = Arrays.copyOf(sums, size * 2);
    table = new int[table.length * 2];
    for (int i = 0; i < size; i++) {
      table[slot(keys[i])] = i + 1;
    }
  }
}
