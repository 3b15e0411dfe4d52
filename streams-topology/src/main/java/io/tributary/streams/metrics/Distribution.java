package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.DurationBuckets;
import java.util.Map;
import java.util.NavigableMap;

/** How many durations there were, by bucket. */
final class Distribution {
  private final String[] buckets;
  private final long[] counts;
  private final long size;

  /**
   * @param buckets in the order of the durations
   */
  private Distribution(String[] buckets, long[] counts, long size) {
    this.buckets = buckets;
    this.counts = counts;
    this.size = size;
  }

  /** What was counted after one day up to another. */
  static Distribution of(NavigableMap<String, Series> variants, int after, int upTo) {
    String[] buckets = new String[variants.size()];
    long[] counts = new long[buckets.length];
    long size = 0;
    int place = 0;
    for (Map.Entry<String, Series> variant : variants.entrySet()) {
      buckets[place] = variant.getKey();
      counts[place] = variant.getValue().upTo(upTo) - variant.getValue().upTo(after);
      size += counts[place++];
    }
    return new Distribution(buckets, counts, size);
  }

  /**
   * The duration that so many percent are not longer than: of n the one in place n × percent ÷ 100,
   * rounded up.
   *
   * @param unitMs what the figure's unit is in milliseconds
   */
  Figure percentile(int percent, long unitMs) {
    long place = (size * percent + 99) / 100;
    long passed = 0;
    for (int i = 0; size > 0 && i < counts.length; i++) {
      passed += counts[i];
      if (passed >= place) {
        return Figure.amount(Exact.ratio(DurationBuckets.millisOf(buckets[i]), unitMs), size);
      }
    }
    return new Figure(null, null, Exact.UNIT, 0);
  }

  Figure median(long unitMs) {
    return percentile(50, unitMs);
  }
}
