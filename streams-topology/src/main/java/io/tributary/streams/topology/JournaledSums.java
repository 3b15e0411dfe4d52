package io.tributary.streams.topology;

import io.tributary.output.MeasureChange;
import io.tributary.state.SumsJournal;
import io.tributary.streams.lifecycle.DailyAmounts;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.metrics.SliceSums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The sums of one slice, and how they are kept. Each commit appends what changed to a journal, in
 * one record however many sums there are; when the journal has grown long beside the sums, all
 * blocks that it changed are written once, and it begins again. A block is all sums of some days
 * that follow each other: what happens at one time is in few of them. A record is what costs.
 *
 * <p>The sums are in memory while they are asked for, until {@link #forget}. To change them needs
 * the journal alone, so a change costs the same however many sums there are, and wherever they are.
 */
final class JournaledSums {
  /** Of a journal: to read more of them would slow down a restart. */
  private static final int MOST_ENTRIES = 1_000;

  /** As many changes in the journal are cheap to read, however few sums there are. */
  private static final int FEW = 10_000;

  /** Changes in the journal per sum: how much more is to be read for what is not written. */
  private static final int MOST_PER_SUM = 2;

  private static final int DAYS_PER_BLOCK = 32;

  private final String key;
  private final SumsStore store;
  private final Set<Integer> changed = new HashSet<>();
  private int latestChanged;

  /** Of how many rows each block consists. */
  private final Map<Integer, Integer> rows = new HashMap<>();

  private List<MeasureChange> unsaved = new ArrayList<>();
  private int round;
  private int entries;
  private long journalSize;

  /** Null while they are not in memory, and then nothing is known of blocks either. */
  private SliceSums sums;

  /** How many sums there were when they were last in memory. */
  private int lastSize;

  JournaledSums(String key, SumsStore store) {
    this.key = key;
    this.store = store;
    sums();
  }

  /** All of them, read when they are not in memory. */
  SliceSums sums() {
    if (sums == null) {
      sums = new SliceSums();
      load();
    }
    return sums;
  }

  private void load() {
    store.readBlocks(
        key,
        (block, kept) -> {
          kept.forEach(sums::add);
          rows.merge(block, 1, Integer::sum);
        });
    round = store.round(key);
    entries = 0;
    journalSize = 0;
    for (SumsJournal entry : store.readJournal(key)) {
      if (entry.getRound() == round) {
        entry.getChanges().forEach(this::apply);
        entries++;
      }
    }
    unsaved.forEach(this::apply);
  }

  void add(MeasureChange change) {
    if (sums == null) {
      journalSize += DailyAmounts.count(change.getAmounts());
    } else {
      apply(change);
    }
    unsaved.add(change);
  }

  private void apply(MeasureChange change) {
    sums.add(change);
    journalSize += DailyAmounts.count(change.getAmounts());
    DailyAmounts.forEach(change.getAmounts(), (day, amount) -> note(day));
  }

  private void note(int day) {
    int block = Math.floorDiv(day, DAYS_PER_BLOCK);
    if (block != latestChanged || changed.isEmpty()) {
      changed.add(block);
      latestChanged = block;
    }
  }

  boolean isInMemory() {
    return sums != null;
  }

  int sizeInMemory() {
    return sums == null ? 0 : sums.size();
  }

  /** Until the sums are asked for again. Only to be called when all is saved. */
  void forget() {
    if (sums != null) {
      lastSize = sums.size();
      sums = null;
      changed.clear();
      rows.clear();
    }
  }

  /** Writes what changed since the last time. */
  void save() {
    if (unsaved.isEmpty()) {
      return;
    }
    if (isLong()) {
      sums();
      changed.forEach(this::writeBlock);
      changed.clear();
      store.setRound(key, ++round);
      entries = 0;
      journalSize = 0;
    } else {
      forEachRecord(unsaved, part -> store.write(key, entries++, new SumsJournal(round, part)));
    }
    unsaved = new ArrayList<>();
  }

  private void writeBlock(int block) {
    int first = block * DAYS_PER_BLOCK;
    int[] row = {0};
    forEachRecord(
        sums.during(first, first + DAYS_PER_BLOCK),
        part -> store.write(key, block, row[0]++, part));
    Integer before = row[0] == 0 ? rows.remove(block) : rows.put(block, row[0]);
    while (before != null && row[0] < before) {
      store.delete(key, block, row[0]++);
    }
  }

  /** As few records as hold all, in their order, and are not too large. */
  private static void forEachRecord(List<MeasureChange> all, Consumer<List<MeasureChange>> record) {
    int from = 0;
    int bytes = 0;
    for (int next = 0; next < all.size(); next++) {
      int more = SliceChanges.bytes(all.get(next));
      if (bytes + more > SliceChanges.MOST_BYTES && from < next) {
        record.accept(all.subList(from, next));
        from = next;
        bytes = 0;
      }
      bytes += more;
    }
    if (from < all.size()) {
      record.accept(all.subList(from, all.size()));
    }
  }

  private boolean isLong() {
    return entries >= MOST_ENTRIES
        || journalSize > FEW
            && journalSize > (long) MOST_PER_SUM * (sums == null ? lastSize : sums.size());
  }
}
