package io.tributary.streams.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;

/** Rows as if on disk, with offsets of their changelog, and how often they are read and written. */
final class CountedDisk extends InMemoryKeyValueStore {
  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  private int reads;
  private int written;
  private boolean fails;

  CountedDisk() {
    super("rows");
  }

  /** The rows above it, of a task that keeps its state in a folder. */
  RecentRows open(Families families, RowMemory memory, Path folder) {
    RecentRows rows = new RecentRows(this, families, memory);
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
    rows.init(context.getStateStoreContext(), rows);
    return rows;
  }

  @Override
  public synchronized byte[] get(Bytes key) {
    reads++;
    return super.get(key);
  }

  @Override
  public synchronized void putAll(List<KeyValue<Bytes, byte[]>> rows) {
    if (fails) {
      throw new IllegalStateException("disk full");
    }
    written += rows.size();
    super.putAll(rows);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    offsets.putAll(changelogOffsets);
  }

  @Override
  public Long committedOffset(TopicPartition partition) {
    return offsets.get(partition);
  }

  void fails(boolean now) {
    fails = now;
  }

  int reads() {
    return reads;
  }

  int rowsWritten() {
    return written;
  }
}
