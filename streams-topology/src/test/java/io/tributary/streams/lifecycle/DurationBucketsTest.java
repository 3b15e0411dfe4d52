package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DurationBucketsTest {
  /** Below, whole milliseconds are further apart than one part in a hundred. */
  private static final long COARSE = 100;

  @Property
  void whatABucketStandsForIsOffByAtMostOnePercent(
      @ForAll @LongRange(min = COARSE, max = 1L << 50) long millis) {
    long read = DurationBuckets.millisOf(DurationBuckets.numberOf(DurationBuckets.of(millis)));

    assertThat((double) read / millis).isCloseTo(1, within(0.0151));
  }

  @Property
  void longerDurationsAreInNoLowerBucket(
      @ForAll @LongRange(min = 0) long one, @ForAll @LongRange(min = 0) long other) {
    int shorter = DurationBuckets.numberOf(DurationBuckets.of(Math.min(one, other)));
    int longer = DurationBuckets.numberOf(DurationBuckets.of(Math.max(one, other)));

    assertThat(shorter).isLessThanOrEqualTo(longer);
  }

  @Test
  void theShortestAndTheLongestDurationHaveABucket() {
    assertThat(DurationBuckets.of(0)).isEqualTo("0000");
    assertThat(DurationBuckets.millisOf(0)).isZero();
    assertThat(DurationBuckets.numberOf(DurationBuckets.of(1))).isPositive();
    assertThat(DurationBuckets.numberOf(DurationBuckets.of(Long.MAX_VALUE))).isPositive();
  }
}
