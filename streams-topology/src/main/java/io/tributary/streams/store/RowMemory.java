package io.tributary.streams.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the rows met lately may take on the heap of an instance, in chunks: all open stores have
 * equal shares. It counts what went by it to the disk.
 */
final class RowMemory {
  /** 256 KiB. */
  private static final int MOST_CHUNK_BITS = 18;

  private static final int LEAST_CHUNK_BITS = 8;

  /** Of all stores, if there is enough for chunks of the least size. */
  private static final int CHUNKS = 1 << 8;

  private final SharedMemory memory;
  private final int chunkBits;
  private final Counter read;
  private final Counter written;

  RowMemory(long bytes, MeterRegistry meters) {
    this.memory = new SharedMemory(bytes);
    int bits = Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes / CHUNKS | 1);
    this.chunkBits = Math.max(LEAST_CHUNK_BITS, Math.min(bits, MOST_CHUNK_BITS));
    this.read =
        Counter.builder("tributary.state.rows.read")
            .description("Rows of state, or all of a customer, looked for on disk")
            .register(meters);
    this.written =
        Counter.builder("tributary.state.rows.written")
            .description("Rows of state that had been in memory and were written to disk")
            .register(meters);
  }

  void joined() {
    memory.joined();
  }

  void left() {
    memory.left();
  }

  /** A chunk has two to the power of it bytes. */
  int chunkBits() {
    return chunkBits;
  }

  /** How many a store that shares it may have, at least one. */
  int chunks() {
    return (int) Math.max(1, shareBytes() >> chunkBits);
  }

  /** What a store that shares it may take. */
  long shareBytes() {
    return memory.share();
  }

  void read() {
    read.increment();
  }

  void written(int rows) {
    written.increment(rows);
  }
}
