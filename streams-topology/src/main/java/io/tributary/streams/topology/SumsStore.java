package io.tributary.streams.topology;

import io.tributary.output.MeasureChange;
import io.tributary.state.SliceRowsState;
import io.tributary.state.SumsBlock;
import io.tributary.state.SumsJournal;
import io.tributary.streams.metrics.SliceRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
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
 * What the metrics stage keeps: the sums of each slice, which rows of each slice are out and which
 * of them are out of date. All of it is in one store with a changelog, so a crash forgets neither a
 * sum nor a row that is due.
 */
final class SumsStore {
  /** Separates the parts of a key; it occurs in none of them. */
  private static final char SEPARATOR = '\u0001';

  private static final String SUMS = "sums" + SEPARATOR;
  private static final String JOURNAL = "journal" + SEPARATOR;
  private static final String ROUND = "round" + SEPARATOR;
  private static final String ROWS = "rows" + SEPARATOR;
  private static final String AMOUNTS = "amounts" + SEPARATOR;
  private static final String VERSION = "version" + SEPARATOR;
  private static final String LATEST_EVENT = "latest-event";

  private final KeyValueStore<Bytes, byte[]> store;
  private final StateCodec<SliceRowsState> rowsCodec = new StateCodec<>(SliceRowsState.class);
  private final StateCodec<SumsBlock> blockCodec = new StateCodec<>(SumsBlock.class);
  private final StateCodec<SumsJournal> journalCodec = new StateCodec<>(SumsJournal.class);

  SumsStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Is told the sums in one row of a block. */
  interface BlockReader {
    void read(int block, List<MeasureChange> sums);
  }

  /** Reads the blocks of a slice, row by row. */
  void readBlocks(String sliceKey, BlockReader reader) {
    String prefix = SUMS + sliceKey + SEPARATOR;
    each(
        prefix,
        (key, value) -> {
          int block = Integer.parseInt(key, prefix.length(), key.lastIndexOf(SEPARATOR), 10);
          reader.read(block, blockCodec.decode(value).getSums());
        });
  }

  /** Writes one row of a block, of which there are as many as it takes. */
  void write(String sliceKey, int block, int row, List<MeasureChange> sums) {
    store.put(blockKey(sliceKey, block, row), blockCodec.encode(new SumsBlock(sums)));
  }

  void delete(String sliceKey, int block, int row) {
    store.delete(blockKey(sliceKey, block, row));
  }

  private static Bytes blockKey(String sliceKey, int block, int row) {
    return key(SUMS + sliceKey + SEPARATOR + block + SEPARATOR + row);
  }

  /** How often the blocks of a slice have taken up its journal. */
  int round(String sliceKey) {
    byte[] round = store.get(key(ROUND + sliceKey));
    return round == null ? 0 : ByteBuffer.wrap(round).getInt();
  }

  void setRound(String sliceKey, int round) {
    store.put(key(ROUND + sliceKey), ByteBuffer.allocate(Integer.BYTES).putInt(round).array());
  }

  /**
   * Every entry of a slice's journal: of this round and, where there were more, of earlier ones.
   */
  List<SumsJournal> readJournal(String sliceKey) {
    List<SumsJournal> entries = new ArrayList<>();
    each(JOURNAL + sliceKey + SEPARATOR, (key, value) -> entries.add(journalCodec.decode(value)));
    return entries;
  }

  /**
   * @param number of the entry: one of an earlier round is replaced
   */
  void write(String sliceKey, int number, SumsJournal entry) {
    store.put(key(JOURNAL + sliceKey + SEPARATOR + number), journalCodec.encode(entry));
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
