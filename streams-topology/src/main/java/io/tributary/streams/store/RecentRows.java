package io.tributary.streams.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Rows on disk, of which those met lately are in memory: read there, and written to disk when newer
 * ones take their place, if they have not changed once more by then.
 *
 * <p>That loses nothing. The changelog, which is written above this store and in the transaction of
 * the commit, is what counts. Exactly once, Kafka Streams has the store commit with offsets of the
 * changelog when it has been restored and when a task ends in good order: what is unwritten is
 * written then. After a crash it restores, from these offsets or from the beginning.
 *
 * <p>It is used by one thread at a time, so it is no store for interactive queries. Between the
 * last commit and the end nobody may read it: whoever has the task next may be a standby, which
 * writes to the disk by itself.
 */
final class RecentRows implements KeyValueStore<Bytes, byte[]> {
  /** A larger part than one of so many is not taken by one family. */
  private static final int MOST_FAMILIES = 8;

  private final KeyValueStore<Bytes, byte[]> disk;
  private final Families families;
  private final RowMemory memory;
  private final RowLog log;

  /** The newest row of each key. */
  private final RowTable rows;

  /** The newest row of each family. */
  private final RowTable newest;

  /** Of families of which all rows were in memory at once, the first row then. */
  private final RowTable whole;

  /** Changes before this position are on disk. */
  private long written;

  private boolean sharing;

  RecentRows(KeyValueStore<Bytes, byte[]> disk, Families families, RowMemory memory) {
    this.disk = disk;
    this.families = families;
    this.memory = memory;
    this.log = new RowLog(memory.chunkBits());
    this.rows = new RowTable(log, Families.EACH_ROW);
    this.newest = new RowTable(log, families);
    this.whole = new RowTable(log, families);
  }

  @Override
  public String name() {
    return disk.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    // Restoring goes by it to the disk, while there is nothing in memory.
    disk.init(context, root);
    if (!sharing) {
      sharing = true;
      memory.joined();
    }
  }

  @Override
  public byte[] get(Bytes key) {
    byte[] name = key.get();
    long position = rows.get(name, name.length);
    if (position >= log.start()) {
      return log.value(position);
    }
    if (isWhole(name, families.nameLength(name))) {
      return null;
    }
    memory.read();
    byte[] value = disk.get(key);
    if (fits(name, value)) {
      append(name, value, false);
    }
    return value;
  }

  @Override
  public void put(Bytes key, byte[] value) {
    byte[] name = key.get();
    if (fits(name, value)) {
      append(name, value, true);
      return;
    }
    disk.put(key, value);
    rows.put(name, name.length, RowLog.NOWHERE);
    if (families.areThere()) {
      whole.put(name, families.nameLength(name), RowLog.NOWHERE);
    }
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] before = get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> rows) {
    rows.forEach(row -> put(row.key, row.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    byte[] before = get(key);
    put(key, null);
    return before;
  }

  private boolean isWhole(byte[] key, int nameLength) {
    return families.areThere() && whole.get(key, nameLength) >= log.start();
  }

  /** Larger rows are not kept in memory. */
  private boolean fits(byte[] key, byte[] value) {
    return RowLog.bytes(key, value) <= log.chunkBytes();
  }

  /**
   * @param isChange whether it is another one than on disk
   */
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
    rows.put(key, key.length, position);
    return position;
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

  /** The changes from one position to another, unless they changed once more. */
  private void write(long from, long to) {
    List<KeyValue<Bytes, byte[]>> changes = new ArrayList<>();
    long position = log.from(Math.max(from, written), to);
    while (position < to) {
      if (log.isChange(position) && isNewest(position)) {
        changes.add(row(position));
      }
      position = log.from(log.behind(position), to);
    }
    if (!changes.isEmpty()) {
      memory.written(changes.size());
      disk.putAll(changes);
    }
    written = Math.max(written, to);
  }

  private boolean isNewest(long position) {
    byte[] key = log.key(position);
    return rows.get(key, key.length) == position;
  }

  private KeyValue<Bytes, byte[]> row(long position) {
    return KeyValue.pair(Bytes.wrap(log.key(position)), log.value(position));
  }

  /** So that all is on disk, too. */
  private void writeAll() {
    long end = log.end();
    for (long from = log.start(); from < end; ) {
      long to = Math.min(log.nextChunk(from), end);
      write(from, to);
      from = to;
    }
  }

  private void forgetAll() {
    log.clear();
    rows.clear();
    newest.clear();
    whole.clear();
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, PS serializer) {
    byte[] name = serializer.serialize(null, prefix);
    if (families.isName(name)) {
      return new RowIterator(family(name));
    }
    writeAll();
    return disk.prefixScan(prefix, serializer);
  }

  /** All rows of a family, by key. */
  private NavigableMap<Bytes, byte[]> family(byte[] name) {
    long first = whole.get(name, name.length);
    if (first >= log.start()) {
      NavigableMap<Bytes, byte[]> found = new TreeMap<>();
      collect(name, first, found);
      return found;
    }
    return fetch(name);
  }

  /** From the newest row of a family back to one: those in memory, over those given. */
  private void collect(byte[] name, long first, NavigableMap<Bytes, byte[]> rowsOfDisk) {
    long position = newest.get(name, name.length);
    while (position >= first) {
      if (isNewest(position)) {
        KeyValue<Bytes, byte[]> row = row(position);
        if (row.value == null) {
          rowsOfDisk.remove(row.key);
        } else {
          rowsOfDisk.put(row.key, row.value);
        }
      }
      position = log.before(position);
    }
  }

  /** Reads those on disk, too, after which all are in memory, if they fit. */
  private NavigableMap<Bytes, byte[]> fetch(byte[] name) {
    NavigableMap<Bytes, byte[]> found = new TreeMap<>();
    memory.read();
    try (KeyValueIterator<Bytes, byte[]> onDisk =
        disk.prefixScan(name, new ByteArraySerializer())) {
      onDisk.forEachRemaining(row -> found.put(row.key, row.value));
    }
    collect(name, log.start(), found);
    if (fit(found)) {
      keep(name, found);
    }
    return found;
  }

  private void keep(byte[] name, NavigableMap<Bytes, byte[]> family) {
    long first = RowLog.NOWHERE;
    for (Map.Entry<Bytes, byte[]> row : family.entrySet()) {
      byte[] key = row.getKey().get();
      long position = append(key, row.getValue(), isUnwritten(key));
      first = first == RowLog.NOWHERE ? position : first;
    }
    whole.put(name, name.length, first);
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

  private boolean isUnwritten(byte[] key) {
    long position = rows.get(key, key.length);
    return position >= Math.max(written, log.start()) && log.isChange(position);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    writeAll();
    return disk.range(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    writeAll();
    return disk.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    writeAll();
    return disk.all();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    writeAll();
    return disk.reverseAll();
  }

  @Override
  public long approximateNumEntries() {
    return disk.approximateNumEntries();
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    writeAll();
    forgetAll();
    disk.commit(changelogOffsets);
  }

  @Override
  public Long committedOffset(TopicPartition partition) {
    return disk.committedOffset(partition);
  }

  @Override
  @SuppressWarnings("deprecation") // Kafka Streams asks for it.
  public boolean managesOffsets() {
    return disk.managesOffsets();
  }

  @Override
  public boolean persistent() {
    return disk.persistent();
  }

  @Override
  public boolean isOpen() {
    return disk.isOpen();
  }

  @Override
  public Position getPosition() {
    return disk.getPosition();
  }

  /** What was not committed is not wanted: it is restored from the changelog. */
  @Override
  public void close() {
    forgetAll();
    if (sharing) {
      sharing = false;
      memory.left();
    }
    disk.close();
  }
}
