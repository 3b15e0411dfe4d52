package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.DurationBuckets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many durations there were, by bucket.
 *
 * @param counts in the order of the durations, none of them 0
 */
record Distribution(NavigableMap<String, Long> counts, long size) {

  /** What was counted after one day up to another. */
  static Distribution of(NavigableMap<String, Series> buckets, int after, int upTo) {
    NavigableMap<String, Long> counts = new TreeMap<>();
    long size = 0;
    for (Map.Entry<String, Series> bucket : buckets.entrySet()) {
      long count = bucket.getValue().upTo(upTo) - bucket.getValue().upTo(after);
      if (count != 0) {
        counts.put(bucket.getKey(), count);
        size += count;
      }
    }
    return new Distribution(counts, size);
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
    for (Map.Entry<String, Long> bucket : counts.entrySet()) {
      passed += bucket.getValue();
      if (passed >= place) {
        long millis = DurationBuckets.millisOf(bucket.getKey());
        return Figure.amount(Exact.ratio(millis, unitMs), size);
      }
    }
    return new Figure(null, null, Exact.UNIT, 0);
  }

  Figure median(long unitMs) {
    return percentile(50, unitMs);
  }
}
