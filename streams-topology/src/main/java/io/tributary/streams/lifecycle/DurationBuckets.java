package io.tributary.streams.lifecycle;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Durations counted by logarithmic buckets. Counts, unlike percentiles, can be added and taken
 * back; a percentile read from them is off by 1 % at most, as each bucket ends at 1.02 times its
 * beginning and stands for what is in the middle.
 */
public final class DurationBuckets {
  private static final double GROWTH = 1.02;
  private static final double LOG_GROWTH = StrictMath.log(GROWTH);

  /** More than the longest duration has. */
  static final int COUNT = 2_300;

  private static final long[] MILLIS =
      IntStream.range(0, COUNT).mapToLong(DurationBuckets::middle).toArray();

  // Of the buckets that some duration is in: the shortest one, and the number of the bucket.
  private static final long[] STARTS = new long[COUNT];
  private static final int[] NUMBERS = new int[COUNT];

  /** The place of the shortest duration of so many bits. */
  private static final int[] PLACES = new int[Long.SIZE + 1];

  static {
    int count = 0;
    for (long start = 0; start >= 0; start = startAfter(start)) {
      STARTS[count] = start;
      NUMBERS[count] = defined(start);
      count++;
    }
    for (int bits = 1; bits < Long.SIZE; bits++) {
      PLACES[bits] = place(1L << (bits - 1), 0, count);
    }
    PLACES[Long.SIZE] = count - 1;
  }

  private DurationBuckets() {}

  /** The shortest duration in a later bucket than this one; negative if there is none. */
  private static long startAfter(long start) {
    int bucket = defined(start);
    long before = start;
    long after = Long.MAX_VALUE;
    if (defined(after) == bucket) {
      return -1;
    }
    while (after - before > 1) {
      long middle = before + (after - before) / 2;
      if (defined(middle) == bucket) {
        before = middle;
      } else {
        after = middle;
      }
    }
    return after;
  }

  /**
   * Which bucket a duration is in; longer ones are in later ones.
   *
   * @param millis 0 or more
   */
  static int of(long millis) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(millis);
    return NUMBERS[place(millis, PLACES[bits], PLACES[bits + 1] + 1)];
  }

  /**
   * The place of the last start that is not after the duration, from the first place to the end.
   */
  private static int place(long millis, int first, int end) {
    int found = Arrays.binarySearch(STARTS, first, end, millis);
    return found >= 0 ? found : -found - 2;
  }

  /** By definition: its logarithm is asked for only once for each bucket. */
  private static int defined(long millis) {
    // StrictMath: every machine must count the same duration into the same bucket.
    return millis == 0
        ? 0
        : 1 + (int) StrictMath.ceil(StrictMath.log((double) millis) / LOG_GROWTH);
  }

  /** The part of a measure's name that says which bucket it counts; names sort as buckets do. */
  static String name(int bucket) {
    return "%04d".formatted(bucket);
  }

  /** The number that a part of a measure's name says. */
  public static int numberOf(String name) {
    return Integer.parseInt(name);
  }

  /** Milliseconds that a bucket stands for. */
  public static long millisOf(int bucket) {
    return MILLIS[bucket];
  }

  private static long middle(int bucket) {
    return bucket == 0
        ? 0
        : StrictMath.round(2 * StrictMath.pow(GROWTH, bucket - 1) / (1 + GROWTH));
  }
}
