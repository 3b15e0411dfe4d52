package io.tributary.streams.lifecycle;

/**
 * The measures of a duration: the sum of it in milliseconds, how many came to their end, and how
 * many of them fell into each bucket. The names of the buckets are made once, as a page and its
 * sums are found by them over and over.
 */
public final class DurationMeasures {
  private final String sum;
  private final String count;
  private final String bucket;

  // Several threads may make the same name, and each may take either's.
  private final String[] buckets = new String[DurationBuckets.COUNT];

  /**
   * @param bucket what the names of the buckets begin with
   */
  DurationMeasures(String sum, String count, String bucket) {
    this.sum = sum;
    this.count = count;
    this.bucket = bucket;
  }

  public String sum() {
    return sum;
  }

  public String count() {
    return count;
  }

  /** What the names of the buckets begin with. */
  public String bucket() {
    return bucket;
  }

  /**
   * @param millis 0 or more
   */
  String bucketOf(long millis) {
    int number = DurationBuckets.of(millis);
    String known = buckets[number];
    if (known == null) {
      known = bucket + DurationBuckets.name(number);
      buckets[number] = known;
    }
    return known;
  }
}
