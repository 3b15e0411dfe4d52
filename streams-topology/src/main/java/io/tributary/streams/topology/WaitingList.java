package io.tributary.streams.topology;

import io.tributary.state.WaitingNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Who waits for something, by name, with a time for each: in memory, and in a store, so that a
 * restart finds them. All who begin to wait between two commits are one row there, which is taken
 * away when none of them waits any more; until then the others in it are found, too, and it is for
 * whoever asks to see that they have nothing to wait for.
 */
final class WaitingList {
  /** What each takes in memory, roughly. */
  static final int BYTES = 200;

  private static final byte ROW = 'W';
  private static final int NOT_SAVED = -1;
  private static final long ENDED = Long.MIN_VALUE;

  /** A row has to fit into what a broker takes. */
  private static final int MOST_PER_ROW = 1_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final LongSupplier timeWhenRestored;
  private final int most;
  private final StateCodec<WaitingNames> codec = new StateCodec<>(WaitingNames.class);
  private final List<String> unsaved = new ArrayList<>();

  /** How many of each row still wait. */
  private final Map<Integer, Integer> rows = new HashMap<>();

  /** The longest waiting first. Read when it is first needed. */
  private Map<String, Waiting> waiting;

  private int nextRow;
  private volatile int count;

  private record Waiting(long time, int row) {}

  /**
   * @param store which may hold other rows, too, whose keys begin otherwise
   * @param timeWhenRestored of those who waited before a restart
   * @param most who should wait
   */
  WaitingList(KeyValueStore<Bytes, byte[]> store, LongSupplier timeWhenRestored, int most) {
    this.store = store;
    this.timeWhenRestored = timeWhenRestored;
    this.most = most;
  }

  /** Who waits already goes on as before. */
  void add(String name, long time) {
    if (waiting().putIfAbsent(name, new Waiting(time, NOT_SAVED)) == null) {
      unsaved.add(name);
      count = waiting.size();
    }
  }

  /** Who waits does so with another time from now on. */
  void move(String name, long time) {
    waiting()
        .computeIfPresent(
            name,
            (same, before) -> before.time() == ENDED ? before : new Waiting(time, before.row()));
  }

  /** Nobody who waits has to do so any longer, whatever is said of him later. */
  void end() {
    waiting()
        .replaceAll(
            (name, before) -> before.time() == ENDED ? before : new Waiting(ENDED, before.row()));
  }

  void remove(String name) {
    Waiting removed = waiting().remove(name);
    if (removed != null) {
      count = waiting.size();
      leave(removed.row());
    }
  }

  /**
   * Whether nobody else should begin to wait: it costs less not to wait than to run out of memory.
   */
  boolean isFull() {
    return waiting().size() >= most;
  }

  boolean contains(String name) {
    return waiting().containsKey(name);
  }

  /** Those whose time is not after this one, so many at most. */
  List<String> upTo(long time, int limit) {
    return waiting().entrySet().stream()
        .filter(entry -> entry.getValue().time() <= time)
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many wait; other threads may ask. */
  int count() {
    return count;
  }

  /** Writes who has begun to wait since the last time, and still does. */
  void save() {
    List<String> names = new ArrayList<>();
    for (String name : unsaved) {
      Waiting added = waiting.get(name);
      if (added != null && added.row() == NOT_SAVED) {
        waiting.put(name, new Waiting(added.time(), nextRow));
        names.add(name);
        if (names.size() == MOST_PER_ROW) {
          write(names);
          names.clear();
        }
      }
    }
    write(names);
    unsaved.clear();
  }

  private void write(List<String> names) {
    if (!names.isEmpty()) {
      rows.put(nextRow, names.size());
      store.put(key(nextRow++), codec.encode(new WaitingNames(names)));
    }
  }

  private void leave(int row) {
    if (row != NOT_SAVED && rows.merge(row, -1, Integer::sum) == 0) {
      rows.remove(row);
      store.delete(key(row));
    }
  }

  private Map<String, Waiting> waiting() {
    if (waiting == null) {
      waiting = new LinkedHashMap<>();
      read();
      count = waiting.size();
    }
    return waiting;
  }

  private void read() {
    long time = timeWhenRestored.getAsLong();
    try (KeyValueIterator<Bytes, byte[]> iterator =
        store.prefixScan(new byte[] {ROW}, new ByteArraySerializer())) {
      while (iterator.hasNext()) {
        KeyValue<Bytes, byte[]> kept = iterator.next();
        int row = ByteBuffer.wrap(kept.key.get(), 1, Integer.BYTES).getInt();
        nextRow = Math.max(nextRow, row + 1);
        for (String name : codec.decode(kept.value).getNames()) {
          Waiting before = waiting.put(name, new Waiting(time, row));
          rows.merge(row, 1, Integer::sum);
          if (before != null) {
            leave(before.row());
          }
        }
      }
    }
  }

  private static Bytes key(int row) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Integer.BYTES).put(ROW).putInt(row).array());
  }
}
