package io.tributary.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes a record whose only field is a list, item by item: its size is known all the time, and
 * the items need not be kept until it is complete. Not safe for use by several threads.
 */
public final class PackEncoder<T extends SpecificRecord> {
  private final RecordWriter<T> writer;
  private final ArrayEncoder items = new ArrayEncoder();
  private int count;

  /**
   * @param writer of the items, which several packs may share
   */
  public PackEncoder(RecordWriter<T> writer) {
    this.writer = writer;
  }

  /**
   * @throws AvroTypeException when a field has a value that it must not have; the pack is as before
   */
  public void add(T item) {
    int before = items.size();
    boolean added = false;
    try {
      writer.write(item, items);
      count++;
      added = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!added) {
        items.shrink(before);
      }
    }
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Bytes of all items. */
  public int size() {
    return items.size();
  }

  /** The record in Avro's binary encoding. */
  public byte[] toByteArray() {
    ArrayEncoder record = new ArrayEncoder(items.size() + ArrayEncoder.LONG_BYTES + 1);
    if (count > 0) {
      record.writeLong(count);
      record.write(items);
    }
    record.writeZero();
    return record.toByteArray();
  }

  /** The next item will be the first one of another pack. */
  public void clear() {
    items.clear();
    count = 0;
  }
}
