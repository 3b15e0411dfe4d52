package io.tributary.streams.lifecycle;

import io.tributary.output.MeasureChange;
import io.tributary.output.SliceChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spreads sums over the slices that they belong to. They are brought in order once; then every
 * slice is written from its first sum to its last, and none has to look any up.
 */
final class SliceSpread {
  /** One slice: a dimension and its value; the value of the total is empty. */
  record Slice(String dimension, String value) {}

  /** A bit for each sum and slice: 32 MB of them at most. */
  private static final int MOST_NOTES = 1 << 28;

  private final MeasureNumbers numbers;
  private final Instant latestEventAt;
  private final Map<Slice, Writer> writers = new LinkedHashMap<>();
  private final List<Source> sources = new ArrayList<>();

  /**
   * @param numbers by which the sums are kept
   * @param latestEventAt goes with every change
   */
  SliceSpread(MeasureNumbers numbers, Instant latestEventAt) {
    this.numbers = numbers;
    this.latestEventAt = latestEventAt;
  }

  private record Source(LongSums sums, Writer[] slices) {}

  /** Sums that belong to all of these slices. */
  void add(LongSums sums, List<Slice> slices) {
    Writer[] found = new Writer[slices.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = writers.computeIfAbsent(slices.get(i), Writer::new);
    }
    sources.add(new Source(sums, found));
  }

  /** One record per slice, more only where one would be too large; none where all is 0. */
  List<SliceChange> changes() {
    int count = 0;
    for (Source source : sources) {
      count += source.sums().size();
    }
    long[] keys = new long[count];
    long[] sums = new long[count];
    int[] from = new int[count];
    int next = 0;
    for (int source = 0; source < sources.size(); source++) {
      int end = sources.get(source).sums().copy(keys, sums, next);
      Arrays.fill(from, next, end, source);
      next = end;
    }
    write(keys, sums, from, KeyOrder.of(MeasureNumbers.closer(keys)));
    List<SliceChange> changes = new ArrayList<>();
    writers.values().forEach(slice -> slice.finish(changes));
    return changes;
  }

  /**
   * Notes which sums belong to which slice before it writes any, and then each slice at a stretch:
   * the processor does that much faster than one by one in turn. A block of them at a time, so that
   * the notes of many slices remain small.
   */
  private void write(long[] keys, long[] sums, int[] from, int[] order) {
    Writer[][] slices = sources.stream().map(Source::slices).toArray(Writer[][]::new);
    long[] sortedKeys = inOrder(keys, order);
    long[] sortedSums = inOrder(sums, order);
    int block = Math.max(1, Math.min(order.length, MOST_NOTES / Math.max(1, writers.size())));
    writers.values().forEach(slice -> slice.begin(block));
    for (int first = 0; first < order.length; first += block) {
      int end = Math.min(first + block, order.length);
      for (int i = first; i < end; i++) {
        for (Writer slice : slices[from[order[i]]]) {
          slice.note(i - first);
        }
      }
      for (Writer slice : writers.values()) {
        slice.write(sortedKeys, sortedSums, first);
      }
    }
  }

  private static long[] inOrder(long[] numbers, int[] order) {
    long[] ordered = new long[order.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = numbers[order[i]];
    }
    return ordered;
  }

  /** Writes the sums of one slice, given in order. */
  private final class Writer {
    private final Slice slice;
    private final List<SliceChange> full = new ArrayList<>();
    private List<MeasureChange> measures = new ArrayList<>();
    private final DailyAmounts amounts = new DailyAmounts();
    private int bytes;
    private long written;

    private long key;
    private long sum;

    /** Which sums of the block are its own, a bit for each. */
    private long[] own;

    Writer(Slice slice) {
      this.slice = slice;
    }

    void begin(int block) {
      own = new long[(block + Long.SIZE - 1) / Long.SIZE];
    }

    void note(int place) {
      own[place / Long.SIZE] |= 1L << place;
    }

    void write(long[] keys, long[] sums, int first) {
      long currentKey = key;
      long current = sum;
      for (int word = 0; word < own.length; word++) {
        for (long bits = own[word]; bits != 0; bits &= bits - 1) {
          int place = first + word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          if (keys[place] != currentKey) {
            write(currentKey, current);
            currentKey = keys[place];
            current = 0;
          }
          current += sums[place];
        }
        own[word] = 0;
      }
      key = currentKey;
      sum = current;
    }

    void finish(List<SliceChange> changes) {
      write(key, sum);
      cut();
      changes.addAll(full);
    }

    private void write(long complete, long itsSum) {
      if (itsSum == 0) {
        return;
      }
      if (!MeasureNumbers.isSameMeasure(complete, written)) {
        endMeasure();
      }
      amounts.add(MeasureNumbers.epochDay(complete), itsSum);
      written = complete;
      if (bytes + amounts.length() > SliceChanges.MOST_BYTES) {
        cut();
      }
    }

    private void endMeasure() {
      if (!amounts.isEmpty()) {
        MeasureChange measure = numbers.change(written, amounts.take());
        measures.add(measure);
        bytes += SliceChanges.bytes(measure);
      }
    }

    private void cut() {
      endMeasure();
      if (!measures.isEmpty()) {
        full.add(new SliceChange(slice.dimension(), slice.value(), measures, latestEventAt));
        measures = new ArrayList<>();
        bytes = 0;
      }
    }
  }
}
