package io.tributary.streams.metrics;

import io.tributary.streams.lifecycle.DurationBuckets;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many durations there were, by bucket and day. Counts of neighbouring buckets are kept added
 * up, too, so that a percentile is found in two steps and does not look at every bucket.
 */
final class Distribution {
  /** Buckets whose counts are added up: about the root of as many as there are. */
  private static final int GROUP = 32;

  private final Series all = new Series();
  private final Map<Integer, Group> groups = new TreeMap<>();

  private static final class Group {
    private final Series all;
    private final Series[] buckets = new Series[GROUP];

    Group(Series whole) {
      this.all = new Series(whole);
    }
  }

  /** The counts of one bucket; what is added to them is added to the distribution. */
  Series bucket(int number) {
    Group group = groups.computeIfAbsent(number / GROUP, first -> new Group(all));
    int place = number % GROUP;
    if (group.buckets[place] == null) {
      group.buckets[place] = new Series(group.all);
    }
    return group.buckets[place];
  }

  /** What was counted after one day up to another. */
  Counts between(int after, int upTo) {
    return new Counts(this, after, upTo);
  }

  /** What a distribution counted in a time. */
  record Counts(Distribution distribution, int after, int upTo) {
    long size() {
      return distribution.all.between(after, upTo);
    }

    Figure median(long unitMs) {
      return percentile(50, unitMs);
    }

    /**
     * The duration that so many percent are not longer than: of n the one in place n × percent ÷
     * 100, rounded up.
     *
     * @param unitMs what the figure's unit is in milliseconds
     */
    Figure percentile(int percent, long unitMs) {
      long size = size();
      long place = (size * percent + 99) / 100;
      for (Map.Entry<Integer, Group> group : distribution.groups.entrySet()) {
        long count = group.getValue().all.between(after, upTo);
        if (place > 0 && place <= count) {
          int bucket = group.getKey() * GROUP + bucketOf(group.getValue(), place);
          return Figure.amount(Exact.ratio(DurationBuckets.millisOf(bucket), unitMs), size);
        }
        place -= count;
      }
      return new Figure(null, null, Exact.UNIT, 0);
    }

    private int bucketOf(Group group, long place) {
      long passed = 0;
      for (int bucket = 0; bucket < GROUP; bucket++) {
        Series counts = group.buckets[bucket];
        passed += counts == null ? 0 : counts.between(after, upTo);
        if (passed >= place) {
          return bucket;
        }
      }
      throw new IllegalStateException("a group counts more than its buckets");
    }
  }
}
