package io.tributary.streams.lifecycle;

import io.tributary.output.Contribution;
import io.tributary.output.MeasureChange;
import io.tributary.output.SliceChange;
import io.tributary.state.LedgerPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up what changes in each slice. Everything goes to {@code total} and to one slice of each
 * dimension; what has no value in a dimension goes to the slice {@code unassigned}, so that the
 * slices of a dimension always sum to the total.
 */
public final class SliceChanges {
  public static final String TOTAL = "total";

  /** The dimension of a change that concerns the conversion of amounts in every slice. */
  public static final String EVERY_SLICE = "";

  public static final String UNASSIGNED = "unassigned";

  /** The names of the dimensions. */
  public static final List<String> DIMENSIONS =
      List.of("channel", "region", "segment", "owner", "product");

  /** One slice: a dimension and its value; the value of the total is empty. */
  private record Slice(String dimension, String value) {}

  /** A record must fit into what a broker takes, which is a million ordinarily. */
  public static final int MOST_BYTES = 500_000;

  /** A day and its amount, at most. */
  private static final int DAY_BYTES = 15;

  /** A character, at most. */
  private static final int CHARACTER_BYTES = 3;

  /** How long the names and lists of a measure are, at most. */
  private static final int LENGTHS_BYTES = 30;

  // Kept by all dimensions at once, and spread over the slices only when they are asked for: most
  // sums change several times in between.
  private final Map<Dimensions, LongSums> changes = new HashMap<>();
  private final LongSums rates = new LongSums();
  private final MeasureNumbers numbers = new MeasureNumbers();
  private long latestEventAt;
  private int size;

  /** Takes back what the old page added, and adds what the new one does. */
  void replace(LedgerPage before, LedgerPage after) {
    add(Dimensions.of(before), before.getContributions(), -1);
    add(Dimensions.of(after), after.getContributions(), 1);
  }

  void add(Dimensions dimensions, List<Contribution> contributions, int sign) {
    if (contributions.isEmpty()) {
      return;
    }
    LongSums sums = changes.computeIfAbsent(dimensions, known -> new LongSums());
    int before = sums.size() + rates.size();
    for (Contribution contribution : contributions) {
      String measure = contribution.getMeasure();
      LongSums changed = Measures.isRate(measure) ? rates : sums;
      changed.add(
          numbers.key(measure, contribution.getCurrency(), contribution.getDay()),
          sign * contribution.getAmount());
    }
    size += sums.size() + rates.size() - before;
  }

  /** The event clock of the metrics follows the latest event behind any change. */
  void sawEventAt(long epochMillis) {
    latestEventAt = Math.max(latestEventAt, epochMillis);
  }

  /** How many sums are held. */
  public int size() {
    return size;
  }

  /**
   * What changed since the last time, one record per slice (more only where one would be too
   * large); changes that cancelled each other are left out.
   */
  public List<SliceChange> drain() {
    List<SliceChange> drained = new ArrayList<>();
    slices().forEach((slice, sums) -> drain(slice, sums, drained));
    changes.clear();
    rates.clear();
    numbers.clear();
    size = 0;
    return drained;
  }

  private void drain(Slice slice, LongSums sums, List<SliceChange> drained) {
    List<MeasureChange> measures = new ArrayList<>();
    int bytes = 0;
    long before = 0;
    for (long key : sums.keys()) {
      if (measures.isEmpty() || !MeasureNumbers.isSameMeasure(key, before)) {
        measures.add(numbers.unchanged(key));
        bytes += bytes(measures.get(measures.size() - 1));
      }
      MeasureChange measure = measures.get(measures.size() - 1);
      measure.getDays().add(MeasureNumbers.epochDay(key));
      measure.getAmounts().add(sums.get(key));
      bytes += DAY_BYTES;
      before = key;
      if (bytes > MOST_BYTES) {
        drained.add(record(slice, measures));
        measures = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!measures.isEmpty()) {
      drained.add(record(slice, measures));
    }
  }

  private SliceChange record(Slice slice, List<MeasureChange> measures) {
    return new SliceChange(
        slice.dimension(), slice.value(), measures, Instant.ofEpochMilli(latestEventAt));
  }

  /** How long a change is at most when it is written. */
  public static int bytes(MeasureChange change) {
    int characters = change.getMeasure().length() + change.getCurrency().length();
    return LENGTHS_BYTES + CHARACTER_BYTES * characters + DAY_BYTES * change.getDays().size();
  }

  private Map<Slice, LongSums> slices() {
    Map<Slice, LongSums> slices = new HashMap<>();
    changes.forEach(
        (dimensions, sums) -> {
          spread(slices, TOTAL, "", sums);
          spread(slices, "channel", assigned(dimensions.channel()), sums);
          spread(slices, "region", assigned(dimensions.region()), sums);
          spread(slices, "segment", assigned(dimensions.segment()), sums);
          spread(slices, "owner", assigned(dimensions.owner()), sums);
          spread(slices, "product", assigned(dimensions.product()), sums);
        });
    spread(slices, EVERY_SLICE, "", rates);
    return slices;
  }

  private static void spread(
      Map<Slice, LongSums> slices, String dimension, String value, LongSums sums) {
    slices.computeIfAbsent(new Slice(dimension, value), unknown -> new LongSums()).addAll(sums);
  }

  private static String assigned(String value) {
    return value == null || value.isBlank() ? UNASSIGNED : value.strip();
  }
}
