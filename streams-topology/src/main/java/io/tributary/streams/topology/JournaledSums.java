package io.tributary.streams.topology;

import io.tributary.output.MeasureChange;
import io.tributary.state.SumsJournal;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.streams.metrics.SliceSums;
import io.tributary.streams.topology.SumsStore.Block;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The sums of one slice in memory, and how they are kept. Each commit appends what changed to a
 * journal, in one record however many sums there are; when the journal has grown long beside the
 * sums, all blocks that it changed are written once, and it begins again. A record is what costs.
 */
final class JournaledSums {
  /** Of a journal: to read more of them would slow down a restart. */
  private static final int MOST_ENTRIES = 1_000;

  /** As many changes in the journal are cheap to read, however few sums there are. */
  private static final int FEW = 10_000;

  /** Changes in the journal per sum: how much more is to be read for what is not written. */
  private static final int MOST_PER_SUM = 2;

  private final String key;
  private final SliceSums sums = new SliceSums();
  private final Set<Block> changed = new HashSet<>();
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
    store.readBlocks(key, loaded.sums);
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
    Block last = null;
    for (int day : change.getDays()) {
      if (last == null || !last.contains(day)) {
        last = Block.of(change.getMeasure(), change.getCurrency(), day);
        changed.add(last);
      }
    }
  }

  /** Writes what changed since the last time. */
  void save(SumsStore store) {
    if (unsaved.isEmpty()) {
      return;
    }
    if (isLong()) {
      changed.forEach(block -> store.write(key, block, sums));
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

  private boolean isLong() {
    return entries >= MOST_ENTRIES
        || unsavedBytes > SliceChanges.MOST_BYTES
        || journalSize > FEW && journalSize > MOST_PER_SUM * sums.size();
  }
}
