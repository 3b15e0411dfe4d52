package io.tributary.streams.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the rows met lately may take on the heap of an instance, in chunks: all stores that hold
 * some have equal shares. It counts how often that was not enough.
 */
final class RowMemory {
  /** 256 KiB. */
  private static final int CHUNK_BITS = 18;

  private final long bytes;
  private final int chunkBits;
  private final AtomicInteger sharing = new AtomicInteger();
  private final Counter read;
  private final Counter written;

  RowMemory(long bytes, MeterRegistry meters) {
    this(bytes, CHUNK_BITS, meters);
  }

  /**
   * @param chunkBits a chunk has two to the power of it bytes
   */
  RowMemory(long bytes, int chunkBits, MeterRegistry meters) {
    this.bytes = bytes;
    this.chunkBits = chunkBits;
    this.read =
        Counter.builder("tributary.state.rows.read")
            .description("Rows of state that were looked for on disk, as they were not in memory")
            .register(meters);
    this.written =
        Counter.builder("tributary.state.rows.written")
            .description("Rows of state that were written to disk, as others took their place")
            .register(meters);
  }

  void joined() {
    sharing.incrementAndGet();
  }

  void left() {
    sharing.decrementAndGet();
  }

  int chunkBits() {
    return chunkBits;
  }

  /** How many a store that shares it may have, at least one. */
  int chunks() {
    long share = bytes / Math.max(1, sharing.get());
    return (int) Math.max(1, share >> chunkBits);
  }

  void read() {
    read.increment();
  }

  void written(int rows) {
    written.increment(rows);
  }
}
