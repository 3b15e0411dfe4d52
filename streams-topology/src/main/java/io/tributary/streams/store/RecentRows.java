package io.tributary.streams.store;

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
 * <p>What is looked for is often not on disk: in a backfill most names are new, and most others
 * were met lately. As long as the store has been filled from its beginning by way of this one, it
 * is known which names are there, and the rest is not looked for. Between an orderly end and the
 * next start that is kept in a file.
 *
 * <p>It is used by one thread at a time, so it is no store for interactive queries. Between the
 * last commit and the end nobody may read it: whoever has the task next may be a standby, which
 * writes to the disk by itself.
 */
final class RecentRows implements KeyValueStore<Bytes, byte[]> {
  /** Names may take one of so many parts of the memory that rows may, beside it. */
  private static final int NAMES_PART = 8;

  private final KeyValueStore<Bytes, byte[]> disk;
  private final Families families;
  private final RowMemory memory;
  private final RowCache lately;
  private boolean sharing;
  private NamesFile namesFile;

  /** Those on disk; null when it is not known which there are. */
  private KnownNames names;

  /** Whether it was looked which names there are. */
  private boolean begun;

  RecentRows(KeyValueStore<Bytes, byte[]> disk, Families families, RowMemory memory) {
    this.disk = disk;
    this.families = families;
    this.memory = memory;
    this.lately = new RowCache(families, memory, this::write);
  }

  @Override
  public String name() {
    return disk.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    // Restoring goes by it to the disk, while there is nothing in memory.
    disk.init(context, root);
    namesFile = new NamesFile(context.stateDir().toPath().resolve(name() + ".names"));
    if (!sharing) {
      sharing = true;
      memory.joined();
    }
  }

  @Override
  public byte[] get(Bytes key) {
    byte[] bytes = key.get();
    long position = lately.find(bytes);
    if (position != RowLog.NOWHERE) {
      return lately.value(position);
    }
    if (lately.isWhole(bytes) || !isOnDisk(bytes)) {
      return null;
    }
    memory.read();
    byte[] value = disk.get(key);
    lately.read(bytes, value);
    return value;
  }

  /** False only if there is no row of this key's name on disk. */
  private boolean isOnDisk(byte[] key) {
    begin();
    return names == null || names.mayContain(key, families.nameLength(key));
  }

  private void begin() {
    if (!begun) {
      long mostBytes = memory.shareBytes() / NAMES_PART;
      names =
          namesFile
              .take(disk::committedOffset, mostBytes)
              .orElseGet(() -> isDiskEmpty() ? new KnownNames(mostBytes) : null);
      begun = true;
    }
  }

  private boolean isDiskEmpty() {
    try (KeyValueIterator<Bytes, byte[]> rows = disk.all()) {
      return !rows.hasNext();
    }
  }

  private void know(byte[] key) {
    begin();
    if (names != null && !names.add(key, families.nameLength(key))) {
      names = null;
    }
  }

  @Override
  public void put(Bytes key, byte[] value) {
    if (!lately.change(key.get(), value)) {
      know(key.get());
      disk.put(key, value);
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

  /** Another one may write to the disk now. */
  private void forget() {
    lately.clear();
    names = null;
    begun = false;
  }

  private void write(List<KeyValue<Bytes, byte[]>> changes) {
    memory.written(changes.size());
    changes.forEach(row -> know(row.key.get()));
    disk.putAll(changes);
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, PS serializer) {
    byte[] name = serializer.serialize(null, prefix);
    if (families.isName(name)) {
      return new RowIterator(family(name));
    }
    lately.writeAll();
    return disk.prefixScan(prefix, serializer);
  }

  /** All rows of a family, by key. */
  private NavigableMap<Bytes, byte[]> family(byte[] name) {
    NavigableMap<Bytes, byte[]> found = new TreeMap<>();
    if (lately.isWhole(name) || !isOnDisk(name)) {
      lately.addTo(found, name);
      return found;
    }
    memory.read();
    try (KeyValueIterator<Bytes, byte[]> onDisk =
        disk.prefixScan(name, new ByteArraySerializer())) {
      onDisk.forEachRemaining(row -> found.put(row.key, row.value));
    }
    lately.addTo(found, name);
    lately.keep(name, found);
    return found;
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    lately.writeAll();
    return disk.range(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    lately.writeAll();
    return disk.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    lately.writeAll();
    return disk.all();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    lately.writeAll();
    return disk.reverseAll();
  }

  @Override
  public long approximateNumEntries() {
    return disk.approximateNumEntries();
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    lately.writeAll();
    disk.commit(changelogOffsets);
    if (names != null) {
      namesFile.write(names, changelogOffsets);
    }
    forget();
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
    forget();
    if (sharing) {
      sharing = false;
      memory.left();
    }
    disk.close();
  }
}
