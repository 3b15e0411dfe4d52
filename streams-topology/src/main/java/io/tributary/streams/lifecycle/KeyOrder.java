package io.tributary.streams.lifecycle;

/**
 * Brings numbers in order by counting, 11 bits at a time, without comparing any two. Numbers that
 * lie close together need few rounds: four do for the days of two thousand measures.
 */
final class KeyOrder {
  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;

  private KeyOrder() {}

  /**
   * The places of the keys in ascending order; equal ones stay as they are.
   *
   * @param keys no two of them further apart than a long can say
   */
  static int[] of(long[] keys) {
    int[] order = new int[keys.length];
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < keys.length; i++) {
      order[i] = i;
      least = Math.min(least, keys[i]);
      most = Math.max(most, keys[i]);
    }
    int[] next = new int[keys.length];
    for (int shift = 0; shift < Long.SIZE && (most - least) >>> shift > 0; shift += BITS) {
      int[] starts = new int[DIGITS + 1];
      for (long key : keys) {
        starts[digit(key - least, shift) + 1]++;
      }
      for (int digit = 0; digit < DIGITS; digit++) {
        starts[digit + 1] += starts[digit];
      }
      for (int place : order) {
        next[starts[digit(keys[place] - least, shift)]++] = place;
      }
      int[] sorted = next;
      next = order;
      order = sorted;
    }
    return order;
  }

  private static int digit(long number, int shift) {
    return (int) (number >>> shift) & (DIGITS - 1);
  }
}
