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
    Writer[][] slices = new Writer[count][];
    int next = 0;
    for (Source source : sources) {
      int end = source.sums().copy(keys, sums, next);
      Arrays.fill(slices, next, end, source.slices());
      next = end;
    }
    for (int place : KeyOrder.of(keys)) {
      for (Writer slice : slices[place]) {
        slice.add(keys[place], sums[place]);
      }
    }
    List<SliceChange> changes = new ArrayList<>();
    writers.values().forEach(writer -> writer.finish(changes));
    return changes;
  }

  /** Writes the sums of one slice, given in order. */
  private final class Writer {
    private final Slice slice;
    private final List<SliceChange> full = new ArrayList<>();
    private List<MeasureChange> measures = new ArrayList<>();
    private final DailyAmounts amounts = new DailyAmounts();
    private int bytes;
    private long key;
    private long sum;
    private long written;

    Writer(Slice slice) {
      this.slice = slice;
    }

    void add(long nextKey, long amount) {
      if (nextKey != key) {
        write();
        key = nextKey;
        sum = 0;
      }
      sum += amount;
    }

    void finish(List<SliceChange> changes) {
      write();
      cut();
      changes.addAll(full);
    }

    private void write() {
      if (sum == 0) {
        return;
      }
      if (!MeasureNumbers.isSameMeasure(key, written)) {
        endMeasure();
      }
      amounts.add(MeasureNumbers.epochDay(key), sum);
      written = key;
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
