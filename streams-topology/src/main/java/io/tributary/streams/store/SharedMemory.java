package io.tributary.streams.store;

import java.util.concurrent.atomic.AtomicInteger;

/** Memory of an instance, of which all who use it have equal shares. Safe for several threads. */
public final class SharedMemory {
  private final long bytes;
  private final AtomicInteger sharing = new AtomicInteger();

  public SharedMemory(long bytes) {
    this.bytes = bytes;
  }

  /** One more has a share from now on. */
  public void joined() {
    sharing.incrementAndGet();
  }

  /** One who had a share has none any more. */
  public void left() {
    sharing.decrementAndGet();
  }

  /** Bytes for each, at this time. */
  public long share() {
    return bytes / Math.max(1, sharing.get());
  }
}
