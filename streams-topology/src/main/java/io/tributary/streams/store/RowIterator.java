package io.tributary.streams.store;

import java.util.NavigableMap;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Goes through rows as they were when it began. */
final class RowIterator implements KeyValueIterator<Bytes, byte[]> {
  private final NavigableMap<Bytes, byte[]> left;

  /**
   * @param rows it takes them out
   */
  RowIterator(NavigableMap<Bytes, byte[]> rows) {
    this.left = rows;
  }

  @Override
  public boolean hasNext() {
    return !left.isEmpty();
  }

  @Override
  public KeyValue<Bytes, byte[]> next() {
    if (left.isEmpty()) {
      throw new NoSuchElementException("no more rows");
    }
    var row = left.pollFirstEntry();
    return KeyValue.pair(row.getKey(), row.getValue());
  }

  @Override
  public Bytes peekNextKey() {
    return left.firstKey();
  }

  @Override
  public void close() {
    left.clear();
  }
}
