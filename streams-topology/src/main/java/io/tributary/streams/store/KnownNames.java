package io.tributary.streams.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The names that there may be rows of in a store that was empty when they began to be added: of a
 * name that is not here there is none, and it need not be looked for on disk. A few of a hundred
 * others are taken for known, too.
 *
 * <p>Bloom filters, each of twice as many names as the one before, in which all bits of a name are
 * in one line of the processor's cache (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient
 * Bloom Filters, 2007).
 */
final class KnownNames {
  /** Of the first filter. */
  private static final int LEAST = 1 << 12;

  // Filters are kept in files: whoever changes which bits are a name's raises their version.
  private static final int BITS_PER_NAME = 12;
  private static final int HASHES = 6;
  private static final int LINE_BITS = 512;
  private static final int LINE_LONGS = LINE_BITS / Long.SIZE;

  /** Which one of a line's bits: so many bits of a hash say it. */
  private static final int PLACE_BITS = 9;

  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The largest, which is the last one, has room. */
  private final List<Filter> filters = new ArrayList<>();

  private final long mostBytes;
  private long bytes;

  /**
   * @param mostBytes that they may take, one and a half to three for each name
   */
  KnownNames(long mostBytes) {
    this.mostBytes = mostBytes;
    grow(LEAST);
  }

  private KnownNames(long mostBytes, List<Filter> filters) {
    this.mostBytes = mostBytes;
    filters.forEach(this::add);
  }

  private Filter grow(int toNames) {
    Filter filter = new Filter(toNames);
    add(filter);
    return filter;
  }

  private void add(Filter filter) {
    filters.add(filter);
    bytes += filter.bytes();
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(filters.size());
    for (Filter filter : filters) {
      filter.writeTo(out);
    }
  }

  /**
   * What {@link #writeTo} wrote.
   *
   * @return nothing if it would take more than that
   * @throws IOException when it cannot have been written by it
   */
  static Optional<KnownNames> readFrom(DataInputStream in, long mostBytes) throws IOException {
    List<Filter> filters = new ArrayList<>();
    int count = in.readInt();
    long bytes = 0;
    for (int names = LEAST; filters.size() < count; names *= 2) {
      bytes += Filter.bytes(names);
      // The first one is there whatever it takes.
      if (bytes > mostBytes && names > LEAST) {
        return Optional.empty();
      }
      filters.add(Filter.readFrom(in, names));
    }
    return Optional.of(new KnownNames(mostBytes, filters));
  }

  /**
   * A name is known from now on.
   *
   * @return false when there are too many, and nothing can be told any more
   */
  boolean add(byte[] name, int length) {
    long hash = hash(name, length);
    if (contains(hash)) {
      return true;
    }
    Filter last = filters.get(filters.size() - 1);
    if (last.isFull()) {
      if (bytes + 2 * last.bytes() > mostBytes) {
        return false;
      }
      last = grow(2 * last.names);
    }
    last.add(hash);
    return true;
  }

  /** False only if the name is not known. */
  boolean mayContain(byte[] name, int length) {
    return contains(hash(name, length));
  }

  private boolean contains(long hash) {
    for (int i = filters.size() - 1; i >= 0; i--) {
      if (filters.get(i).contains(hash)) {
        return true;
      }
    }
    return false;
  }

  private static long hash(byte[] name, int length) {
    long hash = length;
    int at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(name, at));
    }
    long rest = 0;
    for (; at < length; at++) {
      rest = rest << Byte.SIZE | name[at] & 0xFF;
    }
    return mix(hash ^ rest);
  }

  private static long mix(long value) {
    long mixed = value * PRIME;
    mixed = (mixed ^ mixed >>> 32) * PRIME;
    return mixed ^ mixed >>> 29;
  }

  /** Of so many names. */
  private static final class Filter {
    private final int names;
    private final long[] bits;
    private int added;

    Filter(int names) {
      this.names = names;
      this.bits = new long[(int) (bytes(names) / Long.BYTES)];
    }

    /** What a filter of so many names takes. */
    static long bytes(int names) {
      return (long) names * BITS_PER_NAME / LINE_BITS * LINE_LONGS * Long.BYTES;
    }

    long bytes() {
      return bytes(names);
    }

    void writeTo(DataOutputStream out) throws IOException {
      out.writeInt(added);
      for (long word : bits) {
        out.writeLong(word);
      }
    }

    static Filter readFrom(DataInputStream in, int names) throws IOException {
      Filter filter = new Filter(names);
      filter.added = in.readInt();
      for (int i = 0; i < filter.bits.length; i++) {
        filter.bits[i] = in.readLong();
      }
      return filter;
    }

    boolean isFull() {
      return added == names;
    }

    void add(long hash) {
      int line = line(hash);
      long places = places(hash);
      for (int i = 0; i < HASHES; i++) {
        bits[line + word(places)] |= 1L << places;
        places >>>= PLACE_BITS;
      }
      added++;
    }

    boolean contains(long hash) {
      int line = line(hash);
      long places = places(hash);
      for (int i = 0; i < HASHES; i++) {
        if ((bits[line + word(places)] & 1L << places) == 0) {
          return false;
        }
        places >>>= PLACE_BITS;
      }
      return true;
    }

    /** Where the name's line begins: by the upper half of its hash. */
    private int line(long hash) {
      long lines = bits.length / LINE_LONGS;
      return (int) ((hash >>> 32) * lines >>> 32) * LINE_LONGS;
    }

    /** By which it differs from other names of its line. */
    private static long places(long hash) {
      return mix(hash ^ PRIME);
    }

    /** The lowest bits say the bit of a word, those above them the word. */
    private static int word(long places) {
      return (int) (places >>> 6) & LINE_LONGS - 1;
    }
  }
}
