package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DurationBucketsTest {
  @Property
  void whatABucketStandsForIsOffByAtMostOnePercent(@ForAll @LongRange(min = 0) long millis) {
    String name = DurationBuckets.name(DurationBuckets.of(millis));
    long read = DurationBuckets.millisOf(DurationBuckets.numberOf(name));

    // Half a millisecond more, as it is a whole number of them.
    assertThat((double) read).isCloseTo((double) millis, within(millis * 0.01 + 0.5));
  }

  @Property
  void longerDurationsAreInNoLowerBucket(
      @ForAll @LongRange(min = 0) long one, @ForAll @LongRange(min = 0) long other) {
    int shorter = DurationBuckets.of(Math.min(one, other));
    int longer = DurationBuckets.of(Math.max(one, other));

    assertThat(shorter).isLessThanOrEqualTo(longer);
  }

  @Property
  void theBucketOfADurationIsThatOfItsLogarithm(@ForAll @LongRange(min = 1) long millis) {
    assertThat(DurationBuckets.of(millis)).isEqualTo(byLogarithm(millis));
  }

  @Test
  void theFirstAndTheLastDurationOfEachBucketAreInIt() {
    long first = 1;
    while (byLogarithm(first) < byLogarithm(Long.MAX_VALUE)) {
      long last = first;
      long next = Long.MAX_VALUE;
      while (next - last > 1) {
        long middle = last + (next - last) / 2;
        if (byLogarithm(middle) == byLogarithm(first)) {
          last = middle;
        } else {
          next = middle;
        }
      }
      assertThat(DurationBuckets.of(last)).isEqualTo(byLogarithm(last));
      assertThat(DurationBuckets.of(next)).isEqualTo(byLogarithm(next));
      first = next;
    }
  }

  private static int byLogarithm(long millis) {
    return 1 + (int) StrictMath.ceil(StrictMath.log((double) millis) / StrictMath.log(1.02));
  }

  @Test
  void theShortestAndTheLongestDurationHaveABucket() {
    assertThat(DurationBuckets.name(DurationBuckets.of(0))).isEqualTo("0000");
    assertThat(DurationBuckets.millisOf(0)).isZero();
    assertThat(DurationBuckets.name(DurationBuckets.of(1))).isEqualTo("0001");
    assertThat(DurationBuckets.millisOf(1)).isEqualTo(1);
    assertThat(DurationBuckets.of(Long.MAX_VALUE)).isEqualTo(2207);
    whatABucketStandsForIsOffByAtMostOnePercent(Long.MAX_VALUE);
  }
}
