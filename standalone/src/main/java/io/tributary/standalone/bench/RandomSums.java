package io.tributary.standalone.bench;

import io.tributary.streams.metrics.MetricCatalogue;
import io.tributary.streams.metrics.SliceSums;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Makes the sums of slices in which something happens to every measure every day. */
final class RandomSums {
  static final LocalDate TODAY = LocalDate.of(2026, 10, 31);

  private final Random random;

  RandomSums(long seed) {
    this.random = new Random(seed);
  }

  /** Every measure that a metric uses. */
  static Set<String> measures(Policy policy) {
    Set<String> measures = new TreeSet<>();
    MetricCatalogue.FAMILIES.forEach(family -> measures.addAll(family.measures(policy)));
    return measures;
  }

  /** A slice with sums on so many days up to one. */
  SliceSums sums(Policy policy, LocalDate last, int days) {
    SliceSums sums = new SliceSums();
    for (String measure : measures(policy)) {
      for (int day = days - 1; day >= 0; day--) {
        int on = (int) last.minusDays(day).toEpochDay();
        sums.add(measure, "", on, 1 + random.nextInt(9));
        sums.add(measure, policy.currency(), on, 1 + random.nextInt(1_000_000_000));
      }
    }
    return sums;
  }
}
