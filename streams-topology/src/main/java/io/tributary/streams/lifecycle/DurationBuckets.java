package io.tributary.streams.lifecycle;

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

  private DurationBuckets() {}

  /**
   * Which bucket a duration is in; longer ones are in later ones.
   *
   * @param millis 0 or more
   */
  static int of(long millis) {
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
