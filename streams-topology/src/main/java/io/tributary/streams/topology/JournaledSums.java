package io.tributary.streams.topology;

import io.tributary.output.MeasureChange;
import io.tributary.state.SumsJournal;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.metrics.SliceSums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sums of one slice in memory, and how they are kept. Each commit appends what changed to a
 * journal, in one record however many sums there are; when the journal has grown long beside the
 * sums, all blocks that it changed are written once, and it begins again. A block is all sums of
 * some days that follow each other: what happens at one time is in few of them. A record is what
 * costs.
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
  private final SliceSums sums = new SliceSums();
  private final Set<Integer> changed = new HashSet<>();

  /** Of how many rows each block consists. */
  private final Map<Integer, Integer> rows = new HashMap<>();

  private List<MeasureChange> unsaved = new ArrayList<>();
  private int unsavedBytes;
  private int round;
  private int entries;
  private int journalSize;

  private JournaledSums(String key) {
    this.key = key;
  }

  static JournaledSums load(String key, SumsStore store) {
    JournaledSums loaded = new JournaledSums(key);
    store.readBlocks(
        key,
        (block, sums) -> {
          sums.forEach(loaded.sums::add);
          loaded.rows.merge(block, 1, Integer::sum);
        });
    loaded.round = store.round(key);
    for (SumsJournal entry : store.readJournal(key)) {
      if (entry.getRound() == loaded.round) {
        entry.getChanges().forEach(loaded::apply);
        loaded.entries++;
      }
    }
    return loaded;
  }

  SliceSums sums() {
    return sums;
  }

  void add(MeasureChange change) {
    apply(change);
    unsaved.add(change);
    unsavedBytes += SliceChanges.bytes(change);
  }

  private void apply(MeasureChange change) {
    sums.add(change);
    journalSize += change.getDays().size();
    int last = Integer.MIN_VALUE;
    for (int day : change.getDays()) {
      int block = Math.floorDiv(day, DAYS_PER_BLOCK);
      if (block != last) {
        changed.add(block);
        last = block;
      }
    }
  }

  /** Writes what changed since the last time. */
  void save(SumsStore store) {
    if (unsaved.isEmpty()) {
      return;
    }
    if (isLong()) {
      changed.forEach(block -> writeBlock(block, store));
      changed.clear();
      store.setRound(key, ++round);
      entries = 0;
      journalSize = 0;
    } else {
      store.write(key, entries++, new SumsJournal(round, unsaved));
    }
    unsaved = new ArrayList<>();
    unsavedBytes = 0;
  }

  private void writeBlock(int block, SumsStore store) {
    int first = block * DAYS_PER_BLOCK;
    int row = 0;
    List<MeasureChange> part = new ArrayList<>();
    int partBytes = 0;
    for (MeasureChange measure : sums.during(first, first + DAYS_PER_BLOCK)) {
      part.add(measure);
      partBytes += SliceChanges.bytes(measure);
      if (partBytes > SliceChanges.MOST_BYTES) {
        store.write(key, block, row++, part);
        part = new ArrayList<>();
        partBytes = 0;
      }
    }
    if (!part.isEmpty()) {
      store.write(key, block, row++, part);
    }
    Integer before = row == 0 ? rows.remove(block) : rows.put(block, row);
    while (before != null && row < before) {
      store.delete(key, block, row++);
    }
  }

  private boolean isLong() {
    return entries >= MOST_ENTRIES
        || unsavedBytes > SliceChanges.MOST_BYTES
        || journalSize > FEW && journalSize > MOST_PER_SUM * sums.size();
  }
}
