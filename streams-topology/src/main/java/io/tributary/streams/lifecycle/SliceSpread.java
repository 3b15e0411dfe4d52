package io.tributary.streams.lifecycle;

import io.tributary.output.MeasureChange;
import io.tributary.output.SliceChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spreads sums over the slices that they belong to. They are brought in order once, by counting;
 * then every slice is written from its first sum to its last, and none has to look any up.
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

  private record Source(LongSums sums, List<Writer> slices) {}

  /** Sums that belong to all of these slices. */
  void add(LongSums sums, List<Slice> slices) {
    List<Writer> found = new ArrayList<>(slices.size());
    slices.forEach(slice -> found.add(writers.computeIfAbsent(slice, Writer::new)));
    sources.add(new Source(sums, found));
  }

  /** One record per slice, more only where one would be too large; none where all is 0. */
  List<SliceChange> changes() {
    LongSums places = new LongSums();
    sources.forEach(source -> source.sums().forEach((key, sum) -> places.add(key, 1)));
    long[] keys = places.keys();
    int[] starts = new int[keys.length + 1];
    for (int i = 0; i < keys.length; i++) {
      long count = places.get(keys[i]);
      starts[i + 1] = Math.toIntExact(starts[i] + count);
      places.add(keys[i], starts[i] - count);
    }
    long[] amounts = new long[starts[keys.length]];
    Source[] from = new Source[amounts.length];
    for (Source source : sources) {
      source
          .sums()
          .forEach(
              (key, sum) -> {
                int place = (int) places.add(key, 1) - 1;
                amounts[place] = sum;
                from[place] = source;
              });
    }
    for (int i = 0; i < keys.length; i++) {
      for (int place = starts[i]; place < starts[i + 1]; place++) {
        for (Writer slice : from[place].slices()) {
          slice.add(keys[i], amounts[place]);
        }
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
      if (measures.isEmpty() || !MeasureNumbers.isSameMeasure(key, written)) {
        MeasureChange measure = numbers.unchanged(key);
        measures.add(measure);
        bytes += SliceChanges.bytes(measure);
      }
      MeasureChange measure = measures.get(measures.size() - 1);
      measure.getDays().add(MeasureNumbers.epochDay(key));
      measure.getAmounts().add(sum);
      bytes += SliceChanges.DAY_BYTES;
      written = key;
      if (bytes > SliceChanges.MOST_BYTES) {
        cut();
      }
    }

    private void cut() {
      if (!measures.isEmpty()) {
        full.add(new SliceChange(slice.dimension(), slice.value(), measures, latestEventAt));
        measures = new ArrayList<>();
        bytes = 0;
      }
    }
  }
}
