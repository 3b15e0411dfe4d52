package io.tributary.streams.store;

/**
 * Where in a log the row of a name is. What the log has dropped is not there any more, without
 * being taken out. A hash table of longs that are a position and sixteen bits of the name's hash.
 */
final class RowTable {
  private static final int POSITION_BITS = 48;
  private static final long POSITION = (1L << POSITION_BITS) - 1;
  private static final int LEAST = 64;

  private final RowLog log;
  private final Families names;
  private long[] slots = new long[LEAST];
  private int filled;

  /**
   * @param names what of a row's key is its name
   */
  RowTable(RowLog log, Families names) {
    this.log = log;
    this.names = names;
  }

  /** {@link RowLog#NOWHERE} of one that is not here. */
  long get(byte[] name, int length) {
    long slot = slots[find(name, length, hash(name, length))];
    return isThere(slot) ? slot & POSITION : RowLog.NOWHERE;
  }

  /**
   * From now on the row of this name is there, or nowhere.
   *
   * @return where it was before; {@link RowLog#NOWHERE} if it was not here
   */
  long put(byte[] name, int length, long position) {
    if (2 * (filled + 1) > slots.length) {
      rebuild();
    }
    int hash = hash(name, length);
    int at = find(name, length, hash);
    long before = slots[at];
    if (before == 0) {
      filled++;
    }
    slots[at] = tag(hash) | position;
    return isThere(before) ? before & POSITION : RowLog.NOWHERE;
  }

  void clear() {
    slots = new long[LEAST];
    filled = 0;
  }

  /** The slot of a name, or the one to put it: the first on its way that is free. */
  private int find(byte[] name, int length, int hash) {
    long tag = tag(hash);
    int free = -1;
    int at = hash & slots.length - 1;
    while (slots[at] != 0) {
      long slot = slots[at];
      if (!isThere(slot)) {
        free = free < 0 ? at : free;
      } else if ((slot & ~POSITION) == tag && isNamed(slot & POSITION, name, length)) {
        return at;
      }
      at = at + 1 & slots.length - 1;
    }
    return free < 0 ? at : free;
  }

  private boolean isThere(long slot) {
    return (slot & POSITION) >= log.start();
  }

  private boolean isNamed(long position, byte[] name, int length) {
    return log.nameLength(position, names) == length && log.begins(position, name, length);
  }

  /** Leaves out what is not there any more. */
  private void rebuild() {
    long[] before = slots;
    filled = 0;
    for (long slot : before) {
      filled += isThere(slot) ? 1 : 0;
    }
    slots = new long[Math.max(LEAST, Integer.highestOneBit(4 * filled + 1) << 1)];
    for (long slot : before) {
      if (isThere(slot)) {
        long position = slot & POSITION;
        int at = hash(position) & slots.length - 1;
        while (slots[at] != 0) {
          at = at + 1 & slots.length - 1;
        }
        slots[at] = slot;
      }
    }
  }

  private int hash(long position) {
    return spread(log.hash(position, log.nameLength(position, names)));
  }

  private static int hash(byte[] name, int length) {
    return spread(RowLog.hash(name, 0, length));
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 16;
  }

  private static long tag(int hash) {
    return (long) (hash >>> 16) << POSITION_BITS;
  }
}
