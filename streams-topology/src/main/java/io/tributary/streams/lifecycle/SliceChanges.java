package io.tributary.streams.lifecycle;

import io.tributary.output.Contribution;
import io.tributary.output.MeasureChange;
import io.tributary.output.SliceChange;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.PageWriter.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /** A record must fit into what a broker takes: some 40 bytes each. */
  private static final int MOST_CHANGES_PER_RECORD = 5_000;

  // Sums wrap around where they overflow: a difference taken back later is then still exact, and an
  // overflow in between cannot stop the stream, which would meet it again after every restart.
  // Kept by all dimensions at once, and spread over the slices only when they are asked for: most
  // lines change several times in between.
  private final Map<Dimensions, Map<Line, Long>> changes = new HashMap<>();
  private final Map<Line, Long> rates = new HashMap<>();
  private long latestEventAt;
  private int size;

  /** Takes back what the old page added, and adds what the new one does. */
  void replace(LedgerPage before, LedgerPage after) {
    Dimensions from = Dimensions.of(before);
    Dimensions to = Dimensions.of(after);
    if (from.equals(to)) {
      Map<Line, Long> difference = new HashMap<>();
      after.getContributions().forEach(line -> sum(difference, line, 1));
      before.getContributions().forEach(line -> sum(difference, line, -1));
      difference.forEach((line, amount) -> change(to, line, amount));
    } else {
      add(from, before.getContributions(), -1);
      add(to, after.getContributions(), 1);
    }
  }

  void add(Dimensions dimensions, List<Contribution> contributions, int sign) {
    for (Contribution contribution : contributions) {
      change(dimensions, line(contribution), sign * contribution.getAmount());
    }
  }

  /** The event clock of the metrics follows the latest event behind any change. */
  void sawEventAt(long epochMillis) {
    latestEventAt = Math.max(latestEventAt, epochMillis);
  }

  public boolean isEmpty() {
    return changes.isEmpty() && rates.isEmpty();
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
    slices()
        .forEach(
            (slice, lines) -> {
              List<MeasureChange> sums = new ArrayList<>(lines.size());
              new TreeMap<>(lines)
                  .forEach(
                      (line, amount) -> {
                        if (amount != 0) {
                          sums.add(
                              new MeasureChange(
                                  line.measure(), line.day(), line.currency(), amount));
                        }
                      });
              for (int from = 0; from < sums.size(); from += MOST_CHANGES_PER_RECORD) {
                int to = Math.min(sums.size(), from + MOST_CHANGES_PER_RECORD);
                drained.add(
                    new SliceChange(
                        slice.dimension(),
                        slice.value(),
                        sums.subList(from, to),
                        Instant.ofEpochMilli(latestEventAt)));
              }
            });
    changes.clear();
    rates.clear();
    size = 0;
    return drained;
  }

  private void change(Dimensions dimensions, Line line, long amount) {
    if (amount == 0) {
      return;
    }
    Map<Line, Long> lines =
        Measures.isRate(line.measure())
            ? rates
            : changes.computeIfAbsent(dimensions, known -> new HashMap<>());
    int before = lines.size();
    lines.merge(line, amount, SliceChanges::sumUnlessZero);
    size += lines.size() - before;
  }

  /** What has come to nothing is forgotten. */
  private static Long sumUnlessZero(Long before, Long amount) {
    long sum = before + amount;
    return sum == 0 ? null : Long.valueOf(sum);
  }

  private Map<Slice, Map<Line, Long>> slices() {
    Map<Slice, Map<Line, Long>> slices = new HashMap<>();
    changes.forEach(
        (dimensions, lines) -> {
          spread(slices, TOTAL, "", lines);
          spread(slices, "channel", assigned(dimensions.channel()), lines);
          spread(slices, "region", assigned(dimensions.region()), lines);
          spread(slices, "segment", assigned(dimensions.segment()), lines);
          spread(slices, "owner", assigned(dimensions.owner()), lines);
          spread(slices, "product", assigned(dimensions.product()), lines);
        });
    if (!rates.isEmpty()) {
      spread(slices, EVERY_SLICE, "", rates);
    }
    return slices;
  }

  private static void spread(
      Map<Slice, Map<Line, Long>> slices, String dimension, String value, Map<Line, Long> lines) {
    Map<Line, Long> slice =
        slices.computeIfAbsent(new Slice(dimension, value), unknown -> new HashMap<>());
    lines.forEach((line, amount) -> slice.merge(line, amount, Long::sum));
  }

  private static String assigned(String value) {
    return value == null || value.isBlank() ? UNASSIGNED : value.strip();
  }

  private static void sum(Map<Line, Long> sums, Contribution contribution, int sign) {
    sums.merge(line(contribution), sign * contribution.getAmount(), Long::sum);
  }

  private static Line line(Contribution contribution) {
    return new Line(contribution.getMeasure(), contribution.getDay(), contribution.getCurrency());
  }
}
