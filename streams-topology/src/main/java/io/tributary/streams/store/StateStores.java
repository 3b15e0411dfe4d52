package io.tributary.streams.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Makes the stores of rows of an instance, each with a changelog. Whatever kind they are of, the
 * same is in them and in their changelogs.
 */
public final class StateStores {
  /** Where rows are kept. */
  public enum Kind {
    /** On the heap: fastest, restored in full after a restart. */
    MEMORY,
    /** RocksDB: on disk, for state larger than memory; what is met again and again is in memory. */
    ROCKSDB
  }

  /**
   * After a crash what is on disk may be that of the last orderly end. Whoever restores from there
   * must still find what was deleted since.
   */
  private static final Map<String, String> CHANGELOG =
      Map.of(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(Duration.ofDays(30).toMillis()));

  private final Kind kind;
  private final RowMemory memory;

  private StateStores(Kind kind, RowMemory memory) {
    this.kind = kind;
    this.memory = memory;
  }

  /**
   * @param memoryBytes what the rows met lately may take on the heap, of all stores on disk
   */
  public static StateStores of(Kind kind, long memoryBytes, MeterRegistry meters) {
    return new StateStores(kind, new RowMemory(memoryBytes, meters));
  }

  /** Of rows that are seldom read, or kept in memory by whom they are of. */
  public StoreBuilder<KeyValueStore<Bytes, byte[]>> rows(String name) {
    return logged(supplier(name));
  }

  /** Of rows that are written and read again and again, each by itself. */
  public StoreBuilder<KeyValueStore<Bytes, byte[]>> busyRows(String name) {
    return logged(recent(supplier(name), Families.EACH_ROW));
  }

  /** The same of rows that are read together: those whose keys are equal up to the first of it. */
  public StoreBuilder<KeyValueStore<Bytes, byte[]>> busyFamilies(String name, char separator) {
    return logged(recent(supplier(name), Families.upTo(separator)));
  }

  private KeyValueBytesStoreSupplier supplier(String name) {
    return switch (kind) {
      case MEMORY -> Stores.inMemoryKeyValueStore(name);
      case ROCKSDB -> Stores.persistentKeyValueStore(name);
    };
  }

  private KeyValueBytesStoreSupplier recent(KeyValueBytesStoreSupplier rows, Families families) {
    return switch (kind) {
      case MEMORY -> rows;
      case ROCKSDB -> new RecentRowsSupplier(rows, families, memory);
    };
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> logged(
      KeyValueBytesStoreSupplier supplier) {
    return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG);
  }

  private record RecentRowsSupplier(
      KeyValueBytesStoreSupplier rows, Families families, RowMemory memory)
      implements KeyValueBytesStoreSupplier {
    @Override
    public String name() {
      return rows.name();
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return new RecentRows(rows.get(), families, memory);
    }

    @Override
    public String metricsScope() {
      return rows.metricsScope();
    }
  }
}
