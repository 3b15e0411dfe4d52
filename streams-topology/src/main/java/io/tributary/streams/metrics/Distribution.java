package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.DurationBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** How many durations there were, by bucket. */
final class Distribution {
  private final List<String> variants;
  private final List<Long> counts;
  private final long size;

  /**
   * @param variants in the order of the durations, each with its bucket at the end
   */
  private Distribution(List<String> variants, List<Long> counts, long size) {
    this.variants = variants;
    this.counts = counts;
    this.size = size;
  }

  /** What was counted after one day up to another. */
  static Distribution of(NavigableMap<String, Series> variants, int after, int upTo) {
    List<String> counted = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    long size = 0;
    for (Map.Entry<String, Series> variant : variants.entrySet()) {
      long count = variant.getValue().upTo(upTo) - variant.getValue().upTo(after);
      if (count != 0) {
        counted.add(variant.getKey());
        counts.add(count);
        size += count;
      }
    }
    return new Distribution(counted, counts, size);
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
    for (int i = 0; i < counts.size(); i++) {
      passed += counts.get(i);
      if (passed >= place) {
        String variant = variants.get(i);
        String bucket = variant.substring(variant.lastIndexOf(':') + 1);
        return Figure.amount(Exact.ratio(DurationBuckets.millisOf(bucket), unitMs), size);
      }
    }
    return new Figure(null, null, Exact.UNIT, 0);
  }

  Figure median(long unitMs) {
    return percentile(50, unitMs);
  }
}
