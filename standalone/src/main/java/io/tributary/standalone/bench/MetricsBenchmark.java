package io.tributary.standalone.bench;

import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.streams.metrics.MetricRows;
import io.tributary.streams.metrics.SliceRows;
import io.tributary.streams.metrics.SliceSums;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics core in this process: all rows of 1,000 slices for 400 as-of days, worked out from
 * the sums. A row is one metric in one window, slice and as-of day, as in the warehouse. The limit
 * makes the same records and works nothing out.
 */
final class MetricsBenchmark implements Benchmark {
  private static final int SLICES = 1_000;

  /** Slices with sums of their own: those of 1,000 would not fit into a small heap. */
  private static final int DIFFERENT = 10;

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final Effort effort;
  private final Policy policy = Policy.standard();
  private final MetricRows rows = new MetricRows(policy);
  private final List<SliceSums> sums = new ArrayList<>();
  private int next;

  MetricsBenchmark(Effort effort) {
    this.effort = effort;
    RandomSums random = new RandomSums(3);
    for (int slice = 0; slice < DIFFERENT; slice++) {
      sums.add(random.sums(policy, RandomSums.TODAY, policy.dailyRows()));
    }
  }

  @Override
  public void prepare() {
    Rate.of(effort.warmUp(), this::slice);
  }

  @Override
  public List<Measurement> run() {
    Counting counting = new Counting();
    long started = System.nanoTime();
    long slices = 0;
    do {
      counting.rows += slice();
      slices++;
    } while (System.nanoTime() - started < effort.measured().toNanos());
    double seconds = (System.nanoTime() - started) / 1e9;
    double rate = counting.rows / seconds;
    return List.of(
        Measurement.of("rows of 400 days", rate, "rows/s")
            .against(
                "making the same records", Rate.of(effort.measured().dividedBy(3), this::made)),
        Measurement.of("1,000 slices of 400 days", SLICES * seconds / slices, "s"));
  }

  /** Works out one slice after the other, and says how many rows there were. */
  private long slice() {
    int slice = next++ % SLICES;
    Counting counting = new Counting();
    rows.write(
        "owner",
        "owner-" + slice,
        sums.get(slice % DIFFERENT),
        SliceRows.none(),
        RandomSums.TODAY,
        NOW,
        counting);
    return counting.rows;
  }

  private long made() {
    List<MetricValue> values = new ArrayList<>(100);
    for (int i = 0; i < 100; i++) {
      values.add(new MetricValue("win_rate", "R90", 1L + i, 2L, 3L, 4L));
    }
    MetricValues record =
        new MetricValues(
            "pipeline",
            "owner",
            "owner-" + next++ % SLICES,
            LocalDate.ofEpochDay(20_000 + next % 400),
            "USD",
            false,
            policy.version(),
            values,
            NOW,
            List.of(),
            policy.fiscalYearStart().getValue(),
            policy.cacLagDays());
    return record.getValues().size();
  }

  private static final class Counting implements MetricRows.Sink {
    private long rows;

    @Override
    public void row(String key, MetricValues values) {
      rows += values.getValues().size();
    }

    @Override
    public void withdrawn(String key) {
      throw new IllegalStateException("nothing was out that could be withdrawn");
    }
  }

  @Override
  public void close() {
    sums.clear();
  }
}
