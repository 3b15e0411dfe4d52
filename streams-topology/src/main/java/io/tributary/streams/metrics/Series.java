package io.tributary.streams.metrics;

import java.util.Arrays;

/**
 * The exact sums of one measure by day, of which most days have none. A flow over a window is the
 * difference of two running sums, a level is one, so that neither costs more for a longer window.
 */
final class Series {
  /** The first day of a series without sums. */
  static final int NO_DAY = Integer.MAX_VALUE;

  private int[] days = new int[8];
  private long[] sums = new long[8];
  private int size;
  private long[] running;

  /**
   * @param epochDay days since 1970-01-01
   */
  void add(int epochDay, long amount) {
    int place = Arrays.binarySearch(days, 0, size, epochDay);
    if (place >= 0) {
      sums[place] = Math.addExact(sums[place], amount);
      if (sums[place] == 0) {
        remove(place);
      }
    } else if (amount != 0) {
      insert(-1 - place, epochDay, amount);
    }
    running = null;
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
    if (size == 0) {
      return 0;
    }
    if (running == null) {
      running = Arrays.copyOf(sums, size);
      for (int i = 1; i < size; i++) {
        running[i] = Math.addExact(running[i], running[i - 1]);
      }
    }
    int place = Arrays.binarySearch(days, 0, size, epochDay);
    int last = place >= 0 ? place : -2 - place;
    return last < 0 ? 0 : running[last];
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

  /** How many days have a sum. */
  int size() {
    return size;
  }

  /** The first day with a sum; {@link #NO_DAY}. */
  int firstDay() {
    return size == 0 ? NO_DAY : days[0];
  }
}
