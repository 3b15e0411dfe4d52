package io.tributary.standalone.bench;

import java.util.Arrays;

/** What is said of many numbers. */
final class Statistics {
  private Statistics() {}

  /** The middle one, or the mean of the two in the middle. */
  static double median(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values have no median");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The smallest value that is not exceeded by so much of all.
   *
   * @param part from 0 to 1
   */
  static long percentile(long[] values, double part) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values have no percentile");
    }
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
