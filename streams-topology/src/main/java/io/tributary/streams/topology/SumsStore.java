package io.tributary.streams.topology;

import io.tributary.state.SliceRowsState;
import io.tributary.streams.metrics.SliceRows;
import io.tributary.streams.metrics.SliceSums;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the metrics stage keeps: the sums of each slice in blocks of one measure, currency and
 * month, which rows of each slice are out and which of them are out of date. All of it is in one
 * store with a changelog, so a crash forgets neither a sum nor a row that is due.
 */
final class SumsStore {
  /** Separates the parts of a key; it occurs in none of them. */
  private static final char SEPARATOR = '\u0001';

  private static final String SUMS = "sums" + SEPARATOR;
  private static final String ROWS = "rows" + SEPARATOR;
  private static final String AMOUNTS = "amounts" + SEPARATOR;
  private static final String VERSION = "version" + SEPARATOR;
  private static final String LATEST_EVENT = "latest-event";
  private static final int ENTRY_BYTES = 1 + Long.BYTES;

  private final KeyValueStore<Bytes, byte[]> store;
  private final StateCodec<SliceRowsState> rowsCodec = new StateCodec<>(SliceRowsState.class);

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

  /** Which rows of each slice are out. */
  Map<String, SliceRows> rows() {
    Map<String, SliceRows> rows = new HashMap<>();
    each(
        ROWS,
        (key, value) -> {
          SliceRowsState state = rowsCodec.decode(value);
          rows.put(
              key.substring(ROWS.length()),
              SliceRows.of(state.getToday(), state.getFirstDays(), state.getOutdatedFrom()));
        });
    return rows;
  }

  void write(String sliceKey, SliceRows rows) {
    SliceRowsState state = new SliceRowsState(rows.today(), rows.firstDays(), rows.outdatedFrom());
    store.put(key(ROWS + sliceKey), rowsCodec.encode(state));
  }

  /** Which amounts each slice has in which currencies. */
  AmountsByCurrency amounts() {
    Map<String, Map<String, Set<String>>> bySlice = new HashMap<>();
    each(
        AMOUNTS,
        (key, value) -> {
          Map<String, Set<String>> currencies = new HashMap<>();
          for (String line : new String(value, StandardCharsets.UTF_8).split("\n")) {
            List<String> words = List.of(line.split(" "));
            currencies.put(words.get(0), new HashSet<>(words.subList(1, words.size())));
          }
          bySlice.put(key.substring(AMOUNTS.length()), currencies);
        });
    return new AmountsByCurrency(bySlice);
  }

  void writeAmounts(String sliceKey, Map<String, Set<String>> currencies) {
    StringBuilder lines = new StringBuilder();
    currencies.forEach(
        (currency, measures) ->
            lines.append(currency).append(' ').append(String.join(" ", measures)).append('\n'));
    store.put(key(AMOUNTS + sliceKey), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What the rows were made with; empty when there are none. */
  String version(String of) {
    byte[] version = store.get(key(VERSION + of));
    return version == null ? "" : new String(version, StandardCharsets.UTF_8);
  }

  void setVersion(String of, String version) {
    store.put(key(VERSION + of), version.getBytes(StandardCharsets.UTF_8));
  }

  /** The latest day seen in the events. */
  LocalDate latestEvent() {
    byte[] day = store.get(key(LATEST_EVENT));
    return day == null ? LocalDate.EPOCH : LocalDate.ofEpochDay(ByteBuffer.wrap(day).getInt());
  }

  void setLatestEvent(LocalDate day) {
    store.put(
        key(LATEST_EVENT),
        ByteBuffer.allocate(Integer.BYTES).putInt((int) day.toEpochDay()).array());
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
