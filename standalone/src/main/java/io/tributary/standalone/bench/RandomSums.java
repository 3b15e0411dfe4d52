package io.tributary.standalone.bench;

import io.tributary.streams.lifecycle.Measures;
import io.tributary.streams.metrics.MetricCatalogue;
import io.tributary.streams.metrics.SliceSums;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Makes the sums of slices in which something happens to every measure every day. */
final class RandomSums {
  static final LocalDate TODAY = LocalDate.of(2026, 10, 31);

  /** Durations of hours to weeks. */
  private static final List<String> BUCKETS =
      List.of("0750", "0800", "0850", "0900", "0950", "1000", "1050");

  private static final String BUCKET_MEASURE = "_bucket:";

  private final Random random;

  RandomSums(long seed) {
    this.random = new Random(seed);
  }

  /** Every measure that a metric uses; of one with variants, some of them. */
  static Set<String> measures(Policy policy) {
    Set<String> measures = new TreeSet<>();
    MetricCatalogue.FAMILIES.forEach(
        family ->
            family
                .measures(policy)
                .forEach(measure -> measures.addAll(withVariants(measure, policy))));
    return measures;
  }

  private static List<String> withVariants(String measure, Policy policy) {
    if (measure.equals(Measures.STAGE_DWELL_BUCKET)) {
      return policy.stages().stream()
          .flatMap(stage -> BUCKETS.stream().map(bucket -> measure + stage.name() + ':' + bucket))
          .toList();
    }
    if (measure.endsWith(BUCKET_MEASURE)) {
      return BUCKETS.stream().map(measure::concat).toList();
    }
    return measure.endsWith(":") ? List.of(measure + policy.quarterOf(TODAY)) : List.of(measure);
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
