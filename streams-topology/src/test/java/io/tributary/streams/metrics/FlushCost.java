package io.tributary.streams.metrics;

import io.tributary.output.MetricValues;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;

/**
 * A timed run, no test: what it costs to work out every row of one slice, of all families, with
 * sums on every one of 1,200 days. Prints milliseconds per flush.
 */
public final class FlushCost {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  private FlushCost() {}

  public static void main(String[] arguments) {
    Policy policy = Policy.standard();
    SliceSums sums = sums(policy);
    MetricRows rows = new MetricRows(policy);
    for (int round = 0; round < 20; round++) {
      long[] written = new long[1];
      long started = System.nanoTime();
      rows.write(
          "total",
          "",
          sums,
          SliceRows.none(),
          TODAY,
          Instant.EPOCH,
          new MetricRows.Sink() {
            @Override
            public void row(String key, MetricValues values) {
              written[0]++;
            }

            @Override
            public void withdrawn(String key) {}
          });
      System.out.printf(
          "%d rows in %.1f ms%n", written[0], (System.nanoTime() - started) / 1_000_000.0);
    }
  }

  private static SliceSums sums(Policy policy) {
    Random random = new Random(7);
    SliceSums sums = new SliceSums();
    for (Family family : MetricCatalogue.FAMILIES) {
      for (String measure : family.measures(policy)) {
        for (int day = 0; day < 1200; day++) {
          int on = (int) TODAY.minusDays(day).toEpochDay();
          sums.add(measure, "", on, 1 + random.nextInt(9));
          sums.add(measure, policy.currency(), on, 1 + random.nextInt(1_000_000_000));
        }
      }
    }
    return sums;
  }
}
