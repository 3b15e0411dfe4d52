package io.tributary.streams.topology;

import io.tributary.streams.metrics.Dirt;
import io.tributary.streams.metrics.SliceSums;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the metrics stage keeps: the sums of each slice in blocks of one measure, currency and
 * month; which rows of which slices have not gone out yet; and the day that was last closed. All of
 * it is in one store with a changelog, so a crash forgets neither a sum nor a row that is due.
 */
final class SumsStore {
  /** Separates the parts of a key; it occurs in none of them. */
  private static final char SEPARATOR = '\u0001';

  private static final String SUMS = "sums" + SEPARATOR;
  private static final String DIRTY = "dirty" + SEPARATOR;
  private static final String SLICES = "slice" + SEPARATOR;
  private static final String TODAY = "today";
  private static final String LATEST_EVENT = "latest-event";
  private static final int ENTRY_BYTES = 1 + Long.BYTES;

  private final KeyValueStore<Bytes, byte[]> store;

  SumsStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** One month of one series. */
  record Block(String measure, String currency, LocalDate month) {
    static Block of(String measure, String currency, LocalDate day) {
      return new Block(measure, currency, day.withDayOfMonth(1));
    }
  }

  SliceSums load(String sliceKey) {
    SliceSums sums = new SliceSums();
    String prefix = SUMS + sliceKey + SEPARATOR;
    each(
        prefix,
        (key, value) -> {
          String[] parts = key.substring(prefix.length()).split(String.valueOf(SEPARATOR), -1);
          int month = Integer.parseInt(parts[2]);
          ByteBuffer entries = ByteBuffer.wrap(value);
          while (entries.hasRemaining()) {
            sums.add(parts[0], parts[1], month + entries.get(), entries.getLong());
          }
        });
    return sums;
  }

  /** Writes one month of a slice as it is now. */
  void write(String sliceKey, Block block, SliceSums sums) {
    int first = (int) block.month().toEpochDay();
    ByteBuffer entries = ByteBuffer.allocate(block.month().lengthOfMonth() * ENTRY_BYTES);
    for (int day = 0; day < block.month().lengthOfMonth(); day++) {
      long sum = sums.on(block.measure(), block.currency(), first + day);
      if (sum != 0) {
        entries.put((byte) day).putLong(sum);
      }
    }
    byte[] value = entries.position() == 0 ? null : new byte[entries.position()];
    if (value != null) {
      entries.flip().get(value);
    }
    store.put(
        key(
            SUMS
                + sliceKey
                + SEPARATOR
                + block.measure()
                + SEPARATOR
                + block.currency()
                + SEPARATOR
                + first),
        value);
  }

  /** Notes that there is such a slice. */
  void know(String sliceKey) {
    store.put(key(SLICES + sliceKey), new byte[0]);
  }

  List<String> slices() {
    List<String> slices = new ArrayList<>();
    each(SLICES, (key, value) -> slices.add(key.substring(SLICES.length())));
    return slices;
  }

  void setDirt(String sliceKey, Dirt dirt) {
    store.put(
        key(DIRTY + sliceKey),
        ByteBuffer.allocate(2 * Integer.BYTES)
            .putInt(dirt.fromDay())
            .putInt(dirt.families())
            .array());
  }

  void clearDirt(String sliceKey) {
    store.delete(key(DIRTY + sliceKey));
  }

  /** What is out of date, by slice. */
  Map<String, Dirt> dirt() {
    Map<String, Dirt> dirt = new TreeMap<>();
    each(
        DIRTY,
        (key, value) -> {
          ByteBuffer numbers = ByteBuffer.wrap(value);
          dirt.put(key.substring(DIRTY.length()), new Dirt(numbers.getInt(), numbers.getInt()));
        });
    return new HashMap<>(dirt);
  }

  /** The day that was today when rows last went out. */
  Optional<LocalDate> today() {
    return day(TODAY);
  }

  void setToday(LocalDate day) {
    setDay(TODAY, day);
  }

  /** The latest day seen in the events. */
  Optional<LocalDate> latestEvent() {
    return day(LATEST_EVENT);
  }

  void setLatestEvent(LocalDate day) {
    setDay(LATEST_EVENT, day);
  }

  private Optional<LocalDate> day(String name) {
    return Optional.ofNullable(store.get(key(name)))
        .map(bytes -> LocalDate.ofEpochDay(ByteBuffer.wrap(bytes).getInt()));
  }

  private void setDay(String name, LocalDate day) {
    store.put(key(name), ByteBuffer.allocate(Integer.BYTES).putInt((int) day.toEpochDay()).array());
  }

  private interface EntryReader {
    void read(String key, byte[] value);
  }

  private void each(String prefix, EntryReader reader) {
    try (KeyValueIterator<Bytes, byte[]> iterator =
        store.prefixScan(prefix, new StringSerializer())) {
      while (iterator.hasNext()) {
        KeyValue<Bytes, byte[]> entry = iterator.next();
        reader.read(new String(entry.key.get(), StandardCharsets.UTF_8), entry.value);
      }
    }
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
