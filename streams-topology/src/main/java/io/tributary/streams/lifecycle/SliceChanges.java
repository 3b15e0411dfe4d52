package io.tributary.streams.lifecycle;

import io.tributary.output.Contribution;
import io.tributary.output.MeasureChange;
import io.tributary.output.SliceChange;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.SliceSpread.Slice;
import java.time.Instant;
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

  /** A record must fit into what a broker takes, which is a million ordinarily. */
  public static final int MOST_BYTES = 500_000;

  /** A character, at most. */
  private static final int CHARACTER_BYTES = 3;

  /** How long what says the lengths of a measure's fields is, at most. */
  private static final int LENGTHS_BYTES = 30;

  // Kept by all dimensions at once, and spread over the slices only when they are asked for: most
  // sums change several times in between.
  private final Map<Dimensions, LongSums> changes = new HashMap<>();

  /** Of the page before: the next one often has the same. */
  private Dimensions latest;

  private LongSums latestSums;
  private final LongSums rates = new LongSums();
  private final MeasureNumbers numbers = new MeasureNumbers();
  private long latestEventAt;
  private int size;

  /** Takes back what the old page added, and adds what the new one does. */
  void replace(LedgerPage before, LedgerPage after) {
    Dimensions from = Dimensions.of(before);
    Dimensions to = Dimensions.of(after);
    List<Contribution> removed = before.getContributions();
    List<Contribution> added = after.getContributions();
    if (from.equals(to)) {
      // Most of a page remains: what is the same at its beginning and at its end changes nothing.
      int most = Math.min(removed.size(), added.size());
      int head = 0;
      while (head < most && same(removed.get(head), added.get(head))) {
        head++;
      }
      int tail = 0;
      while (tail < most - head
          && same(removed.get(removed.size() - 1 - tail), added.get(added.size() - 1 - tail))) {
        tail++;
      }
      removed = removed.subList(head, removed.size() - tail);
      added = added.subList(head, added.size() - tail);
    }
    add(from, removed, -1);
    add(to, added, 1);
  }

  private static boolean same(Contribution one, Contribution other) {
    return one.getAmount() == other.getAmount()
        && one.getMeasure().equals(other.getMeasure())
        && one.getDay().equals(other.getDay())
        && one.getCurrency().equals(other.getCurrency());
  }

  void add(Dimensions dimensions, List<Contribution> contributions, int sign) {
    if (contributions.isEmpty()) {
      return;
    }
    LongSums sums = sums(dimensions);
    int before = sums.size() + rates.size();
    for (Contribution contribution : contributions) {
      long key =
          numbers.key(contribution.getMeasure(), contribution.getCurrency(), contribution.getDay());
      LongSums changed = numbers.isRate(key) ? rates : sums;
      changed.add(key, sign * contribution.getAmount());
    }
    size += sums.size() + rates.size() - before;
  }

  private LongSums sums(Dimensions dimensions) {
    if (!dimensions.equals(latest)) {
      latestSums = changes.computeIfAbsent(dimensions, known -> new LongSums());
      latest = dimensions;
    }
    return latestSums;
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
    SliceSpread spread = new SliceSpread(numbers, Instant.ofEpochMilli(latestEventAt));
    changes.forEach((dimensions, sums) -> spread.add(sums, slices(dimensions)));
    spread.add(rates, List.of(new Slice(EVERY_SLICE, "")));
    List<SliceChange> drained = spread.changes();
    changes.clear();
    latest = null;
    rates.clear();
    numbers.clear();
    size = 0;
    return drained;
  }

  /** How long a change is at most when it is written. */
  public static int bytes(MeasureChange change) {
    int characters = change.getMeasure().length() + change.getCurrency().length();
    return LENGTHS_BYTES + CHARACTER_BYTES * characters + change.getAmounts().remaining();
  }

  private static List<Slice> slices(Dimensions dimensions) {
    return List.of(
        new Slice(TOTAL, ""),
        new Slice("channel", assigned(dimensions.channel())),
        new Slice("region", assigned(dimensions.region())),
        new Slice("segment", assigned(dimensions.segment())),
        new Slice("owner", assigned(dimensions.owner())),
        new Slice("product", assigned(dimensions.product())));
  }

  private static String assigned(String value) {
    return value == null || value.isBlank() ? UNASSIGNED : value.strip();
  }
}
