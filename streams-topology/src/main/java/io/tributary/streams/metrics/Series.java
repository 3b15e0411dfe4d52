package io.tributary.streams.metrics;

import java.util.Arrays;

/**
 * The exact sums of one measure by day, of which most days have none. A flow over a window is the
 * difference of two running sums, a level is one, so that neither costs more for a longer window.
 */
final class Series {
  /** The first day of a series without sums. */
  static final int NO_DAY = Integer.MAX_VALUE;

  /** What this one is a part of; null for none. */
  private final Series whole;

  private int[] days = new int[4];
  private long[] sums = new long[4];
  private int size;

  /** Where the last addition was: the next one is often to a day soon after it. */
  private int latest;

  private Index index;

  Series() {
    this(null);
  }

  /** A part of another series: what is added to it is added to the whole as well. */
  Series(Series whole) {
    this.whole = whole;
  }

  /**
   * Running sums, and a bit for each day since the first that has one: how many are set up to a day
   * is that day's place, found without a search.
   *
   * @param before how many bits are set before each word
   */
  private record Index(long[] running, long[] bits, int[] before) {
    static Index of(int[] days, long[] sums, int size) {
      long[] running = new long[size];
      int words = ((days[size - 1] - days[0]) >>> 6) + 1;
      long[] bits = new long[words];
      int[] before = new int[words];
      long sum = 0;
      for (int i = 0; i < size; i++) {
        sum = Math.addExact(sum, sums[i]);
        running[i] = sum;
        int place = days[i] - days[0];
        bits[place >>> 6] |= 1L << place;
      }
      for (int word = 1; word < words; word++) {
        before[word] = before[word - 1] + Long.bitCount(bits[word - 1]);
      }
      return new Index(running, bits, before);
    }

    /**
     * @param place of a day since the first: 0 for that
     */
    long upTo(int place) {
      int word = place >>> 6;
      long bitsUpTo = bits[word] << (63 - (place & 63));
      return running[before[word] + Long.bitCount(bitsUpTo) - 1];
    }
  }

  /**
   * @param epochDay days since 1970-01-01
   */
  void add(int epochDay, long amount) {
    int place = find(epochDay);
    latest = place >= 0 ? place : -1 - place;
    if (place >= 0) {
      sums[place] = Math.addExact(sums[place], amount);
      if (sums[place] == 0) {
        remove(place);
      }
    } else if (amount != 0) {
      insert(-1 - place, epochDay, amount);
    }
    index = null;
    if (whole != null) {
      whole.add(epochDay, amount);
    }
  }

  /** As Arrays.binarySearch, but fast for days soon after the last one. */
  private int find(int epochDay) {
    int from = latest < size && days[latest] <= epochDay ? latest : 0;
    int to = from;
    for (int step = 1; to < size && days[to] < epochDay; step *= 2) {
      from = to + 1;
      to += step;
    }
    return Arrays.binarySearch(days, from, Math.min(to + 1, size), epochDay);
  }

  private void insert(int place, int epochDay, long amount) {
    if (size == days.length) {
      days = Arrays.copyOf(days, size * 2);
      sums = Arrays.copyOf(sums, size * 2);
    }
    System.arraycopy(days, place, days, place + 1, size - place);
    System.arraycopy(sums, place, sums, place + 1, size - place);
    days[place] = epochDay;
    sums[place] = amount;
    size++;
  }

  /**
   * A sum that was taken back leaves no trace: what there is must not depend on how it came about.
   */
  private void remove(int place) {
    size--;
    System.arraycopy(days, place + 1, days, place, size - place);
    System.arraycopy(sums, place + 1, sums, place, size - place);
  }

  /** The sum of all days up to and including this one. */
  long upTo(int epochDay) {
    if (size == 0 || epochDay < days[0]) {
      return 0;
    }
    if (index == null) {
      index = Index.of(days, sums, size);
    }
    return index.upTo(Math.min(epochDay, days[size - 1]) - days[0]);
  }

  /** The sum of the days after one up to and including another. */
  long between(int after, int upTo) {
    return upTo(upTo) - upTo(after);
  }

  /** The sum of one day. */
  long on(int epochDay) {
    int place = Arrays.binarySearch(days, 0, size, epochDay);
    return place >= 0 ? sums[place] : 0;
  }

  /** What is done with each sum, in order of the days. */
  interface Reader {
    void read(int epochDay, long sum);
  }

  void forEach(Reader reader) {
    for (int i = 0; i < size; i++) {
      reader.read(days[i], sums[i]);
    }
  }

  /** The same of the days from one up to another, which is not one of them. */
  void forEach(int from, int end, Reader reader) {
    int found = Arrays.binarySearch(days, 0, size, from);
    for (int i = found >= 0 ? found : -1 - found; i < size && days[i] < end; i++) {
      reader.read(days[i], sums[i]);
    }
  }

  /** How many days have a sum. */
  int size() {
    return size;
  }

  /** The first day with a sum; {@link #NO_DAY}. */
  int firstDay() {
    return size == 0 ? NO_DAY : days[0];
  }
}
