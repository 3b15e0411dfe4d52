package io.tributary.standalone.bench;

import io.tributary.output.MetricValues;
import io.tributary.streams.metrics.MetricRows;
import io.tributary.streams.metrics.SliceRows;
import io.tributary.streams.metrics.SliceSums;
import io.tributary.streams.policy.Policy;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Metric rows of slices, and all of them again with other values. */
final class MetricLoad implements SinkLoad {
  /** As-of days of a slice. */
  private static final int DAYS = 40;

  private static final String COLUMNS =
      "family, dimension, slice, as_of, layout, %s, numerator, denominator, sample, currency,"
          + " provisional, policy_version, updated_at, left_out, source_offset";

  private final Policy policy = Policy.standard();
  private final MetricRows rows = new MetricRows(policy);
  private final RandomSums random = new RandomSums(23);
  private int nextSlice;

  @Override
  public String name() {
    return "metric values";
  }

  @Override
  public Collection<Topic> topics() {
    return List.of(Topics.METRIC_VALUES);
  }

  @Override
  public String table() {
    return "metric_row";
  }

  @Override
  public long fill(RecordFiller filler, long wanted) {
    long filled = 0;
    int first = nextSlice;
    List<SliceSums> slices = new ArrayList<>();
    while (filled < wanted / 2) {
      slices.add(random.sums(policy, RandomSums.TODAY, DAYS));
      filled += send(filler, nextSlice++, slices.get(slices.size() - 1));
    }
    for (int i = 0; i < slices.size(); i++) {
      change(slices.get(i));
      filled += send(filler, first + i, slices.get(i));
    }
    filler.flush();
    return filled;
  }

  /** Every day, so that every row is another one. */
  private void change(SliceSums sums) {
    for (int day = 0; day < DAYS; day++) {
      int on = (int) RandomSums.TODAY.minusDays(day).toEpochDay();
      for (String measure : RandomSums.measures(policy)) {
        sums.add(measure, "", on, 1 + day % 3);
        sums.add(measure, policy.currency(), on, (1 + day % 5) * 1_000_000L);
      }
    }
  }

  private long send(RecordFiller filler, int slice, SliceSums sums) {
    Sending sending = new Sending(filler);
    rows.write(
        "owner",
        "owner-" + slice,
        sums,
        SliceRows.none(),
        RandomSums.TODAY,
        Instant.now(),
        sending);
    return sending.rows;
  }

  private static final class Sending implements MetricRows.Sink {
    private final RecordFiller filler;
    private long rows;

    Sending(RecordFiller filler) {
      this.filler = filler;
    }

    @Override
    public void row(String key, MetricValues values) {
      rows++;
      filler.send(Topics.METRIC_VALUES, key, values);
    }

    @Override
    public void withdrawn(String key) {
      throw new IllegalStateException("nothing was out that could be withdrawn");
    }
  }

  @Override
  public List<String> passes() {
    String query = "SELECT " + COLUMNS + " FROM tributary.metric_row";
    return List.of(
        query.formatted("value"),
        query.formatted("(SELECT array_agg(v + 1) FROM unnest(value) AS v)"));
  }

  @Override
  public List<String> merge() {
    return List.of(
        "MERGE INTO bench.metric_row p USING staged s ON p.dimension = s.dimension"
            + " AND p.slice = s.slice AND p.family = s.family AND p.as_of = s.as_of"
            + " WHEN MATCHED THEN UPDATE SET value = s.value, numerator = s.numerator, denominator = s.denominator,"
            + " sample = s.sample, provisional = s.provisional, policy_version = s.policy_version,"
            + " updated_at = s.updated_at, source_offset = s.source_offset"
            + " WHEN NOT MATCHED THEN INSERT VALUES (s.family, s.dimension, s.slice, s.as_of, s.layout,"
            + " s.value, s.numerator, s.denominator, s.sample, s.currency, s.provisional, s.policy_version,"
            + " s.updated_at, s.left_out, s.source_offset)");
  }
}
