package io.tributary.streams.lifecycle;

/**
 * Sums by number, without an object for each: most of what a customer's events amount to is added
 * up here, in six slices each.
 */
final class LongSums {
  private static final long FREE = 0L;

  /** The golden ratio: spreads keys that differ in a few bits only. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** A customer of 30 facts changes some forty sums: a smaller table would soon be copied. */
  private static final int ROOM = 64;

  private long[] keys = new long[ROOM];
  private long[] sums = new long[ROOM];
  private int size;

  /**
   * Sums wrap around where they overflow: a difference that is taken back later is then still
   * exact.
   *
   * @param key any number but 0
   */
  void add(long key, long amount) {
    int place = place(key);
    if (keys[place] == FREE) {
      if (size >= keys.length / 2) {
        grow();
        place = place(key);
      }
      keys[place] = key;
      size++;
    }
    sums[place] += amount;
  }

  /**
   * Copies all, in no order.
   *
   * @param first place of the first of them
   * @return the place after the last of them
   */
  int copy(long[] toKeys, long[] toSums, int first) {
    int next = first;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != FREE) {
        toKeys[next] = keys[i];
        toSums[next] = sums[i];
        next++;
      }
    }
    return next;
  }

  void clear() {
    keys = new long[ROOM];
    sums = new long[ROOM];
    size = 0;
  }

  /** How many are held, those that came to 0 included. */
  int size() {
    return size;
  }

  /** Where the key is, or may be put. */
  private int place(long key) {
    int place = (int) ((key * SPREAD) >>> 32) & (keys.length - 1);
    while (keys[place] != key && keys[place] != FREE) {
      place = (place + 1) & (keys.length - 1);
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldSums = sums;
    keys = new long[oldKeys.length * 2];
    sums = new long[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        sums[place] = oldSums[i];
      }
    }
  }
}
