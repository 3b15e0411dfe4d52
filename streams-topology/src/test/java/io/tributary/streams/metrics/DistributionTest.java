package io.tributary.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.lifecycle.DurationBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final int DAYS = 20;

  private final Distribution distribution = new Distribution();

  private record Duration(int day, int bucket) {}

  @Property(tries = 200)
  void percentilesAreThoseOfTheSortedDurations(@ForAll long seed) {
    Random random = new Random(seed);
    Distribution counts = new Distribution();
    List<Duration> durations = new ArrayList<>();
    int highest = 1 + random.nextInt(1_500);
    for (int i = random.nextInt(60); i > 0; i--) {
      Duration duration = new Duration(random.nextInt(DAYS), random.nextInt(highest));
      counts.bucket(duration.bucket()).add(duration.day(), 1);
      if (random.nextInt(4) == 0) {
        counts.bucket(duration.bucket()).add(duration.day(), -1);
      } else {
        durations.add(duration);
      }
    }
    int after = random.nextInt(DAYS) - 1;
    int upTo = after + random.nextInt(DAYS);
    List<Integer> sorted =
        durations.stream()
            .filter(duration -> duration.day() > after && duration.day() <= upTo)
            .map(Duration::bucket)
            .sorted()
            .toList();

    assertThat(counts.between(after, upTo).size()).isEqualTo(sorted.size());
    for (int percent : new int[] {1, 50, 90, 99, 100}) {
      assertPercentile(counts.between(after, upTo), sorted, percent);
    }
  }

  private static void assertPercentile(
      Distribution.Counts counts, List<Integer> sorted, int percent) {
    Figure figure = counts.percentile(percent, 1);
    if (sorted.isEmpty()) {
      assertThat(figure.value()).isNull();
    } else {
      int place = (sorted.size() * percent + 99) / 100;
      assertThat(figure.value())
          .as("percentile %d of %s", percent, sorted)
          .isEqualTo(DurationBuckets.millisOf(sorted.get(place - 1)) * 1_000_000);
      assertThat(figure.sample()).isEqualTo(sorted.size());
    }
  }

  @Test
  void neighboursOnBothSidesOfAGroupAreToldApart() {
    distribution.bucket(31).add(0, 1);
    distribution.bucket(32).add(0, 1);
    distribution.bucket(64).add(0, 1);

    assertPercentile(distribution.between(-1, 0), List.of(31, 32, 64), 33);
    assertPercentile(distribution.between(-1, 0), List.of(31, 32, 64), 50);
    assertPercentile(distribution.between(-1, 0), List.of(31, 32, 64), 100);
  }
}
