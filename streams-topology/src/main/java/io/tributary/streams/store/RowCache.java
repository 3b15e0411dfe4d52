package io.tributary.streams.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/**
 * The rows met lately, by key and by family. Newer ones take the place of the oldest, of which
 * those go to disk that are changes and have not changed once more.
 */
final class RowCache {
  /** A larger part than one of so many is not taken by one family. */
  private static final int MOST_FAMILIES = 8;

  private final Families families;
  private final RowMemory memory;
  private final Consumer<List<KeyValue<Bytes, byte[]>>> disk;
  private final RowLog log;

  /** The newest row of each key. */
  private final RowTable rows;

  /** The newest row of each family. */
  private final RowTable newest;

  /** Of families of which all rows were here at once, the first row then. */
  private final RowTable whole;

  /** Changes before this position are on disk. */
  private long written;

  /**
   * @param disk takes changes; a value of null is a row that is deleted
   */
  RowCache(Families families, RowMemory memory, Consumer<List<KeyValue<Bytes, byte[]>>> disk) {
    this.families = families;
    this.memory = memory;
    this.disk = disk;
    this.log = new RowLog(memory.chunkBits());
    this.rows = new RowTable(log, Families.EACH_ROW);
    this.newest = new RowTable(log, families);
    this.whole = new RowTable(log, families);
  }

  /** Where the row of a key is; {@link RowLog#NOWHERE} if it is not known. */
  long find(byte[] key) {
    return rows.get(key, key.length);
  }

  /** Null of one that is known not to be in the store. */
  byte[] value(long position) {
    return log.value(position);
  }

  /**
   * Whether all rows of the family of a key are here: of others it is known that there are none.
   */
  boolean isWhole(byte[] key) {
    return families.areThere() && whole.get(key, families.nameLength(key)) != RowLog.NOWHERE;
  }

  /** A row is on disk with this value, or is not there if that is null. Large ones are not kept. */
  void read(byte[] key, byte[] value) {
    if (fits(key, value)) {
      append(key, value, false);
    }
  }

  /**
   * A row has this value from now on, or is deleted if that is null.
   *
   * @return whether it is kept here; if not, it is to be written to disk at once
   */
  boolean change(byte[] key, byte[] value) {
    if (fits(key, value)) {
      append(key, value, true);
      return true;
    }
    lead(key, RowLog.NOWHERE);
    whole.put(key, families.nameLength(key), RowLog.NOWHERE);
    return false;
  }

  /**
   * Adds the rows of a family to those that are on disk, of which none is needed if it is whole.
   */
  void addTo(NavigableMap<Bytes, byte[]> found, byte[] name) {
    long first = isWhole(name) ? whole.get(name, name.length) : log.start();
    long position = newest.get(name, name.length);
    while (position >= first) {
      if (log.isNewest(position)) {
        KeyValue<Bytes, byte[]> row = row(position);
        if (row.value == null) {
          found.remove(row.key);
        } else {
          found.put(row.key, row.value);
        }
      }
      position = log.before(position);
    }
  }

  /** These are all rows of a family, those here included: it is whole from now on, if it fits. */
  void keep(byte[] name, NavigableMap<Bytes, byte[]> family) {
    if (!fit(family)) {
      return;
    }
    long first = RowLog.NOWHERE;
    for (Map.Entry<Bytes, byte[]> row : family.entrySet()) {
      byte[] key = row.getKey().get();
      long position = append(key, row.getValue(), isUnwritten(find(key)));
      first = first == RowLog.NOWHERE ? position : first;
    }
    whole.put(name, name.length, first);
  }

  /** Writes all changes. */
  void writeAll() {
    long end = log.end();
    for (long from = log.start(); from < end; ) {
      long to = Math.min(log.nextChunk(from), end);
      write(from, to);
      from = to;
    }
  }

  void clear() {
    log.clear();
    rows.clear();
    newest.clear();
    whole.clear();
  }

  private boolean fits(byte[] key, byte[] value) {
    return RowLog.bytes(key, value) <= log.chunkBytes();
  }

  private boolean fit(NavigableMap<Bytes, byte[]> family) {
    long bytes = 0;
    for (Map.Entry<Bytes, byte[]> row : family.entrySet()) {
      if (!fits(row.getKey().get(), row.getValue())) {
        return false;
      }
      bytes += RowLog.bytes(row.getKey().get(), row.getValue());
    }
    return bytes > 0 && MOST_FAMILIES * bytes <= (long) memory.chunks() * log.chunkBytes();
  }

  private long append(byte[] key, byte[] value, boolean isChange) {
    makeRoom(RowLog.bytes(key, value));
    long position;
    if (families.areThere()) {
      int nameLength = families.nameLength(key);
      position = log.append(key, value, isChange, newest.get(key, nameLength));
      newest.put(key, nameLength, position);
    } else {
      position = log.append(key, value, isChange, RowLog.NOWHERE);
    }
    lead(key, position);
    return position;
  }

  private void lead(byte[] key, long position) {
    long before = rows.put(key, key.length, position);
    if (before != RowLog.NOWHERE) {
      log.becomesOld(before);
    }
  }

  private void makeRoom(int bytes) {
    if (log.hasRoom(bytes)) {
      return;
    }
    int most = memory.chunks();
    while (log.chunks() > most) {
      write(log.start(), log.nextChunk(log.start()));
      log.dropChunk();
    }
    if (log.chunks() == most) {
      write(log.start(), log.nextChunk(log.start()));
      log.turn();
    } else {
      log.addChunk();
    }
  }

  /** The changes from one position to another. */
  private void write(long from, long to) {
    List<KeyValue<Bytes, byte[]>> changes = new ArrayList<>();
    long position = log.from(Math.max(from, written), to);
    while (position < to) {
      if (isUnwritten(position) && log.isNewest(position)) {
        changes.add(row(position));
      }
      position = log.from(log.behind(position), to);
    }
    if (!changes.isEmpty()) {
      disk.accept(changes);
    }
    written = Math.max(written, to);
  }

  private boolean isUnwritten(long position) {
    return position >= Math.max(written, log.start()) && log.isChange(position);
  }

  private KeyValue<Bytes, byte[]> row(long position) {
    return KeyValue.pair(Bytes.wrap(log.key(position)), log.value(position));
  }
}
