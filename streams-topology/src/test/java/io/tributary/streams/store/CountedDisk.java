package io.tributary.streams.store;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;

/** Rows as if on disk, and how often they are read and written. */
final class CountedDisk extends InMemoryKeyValueStore {
  private int reads;
  private int written;
  private boolean fails;

  CountedDisk() {
    super("rows");
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
