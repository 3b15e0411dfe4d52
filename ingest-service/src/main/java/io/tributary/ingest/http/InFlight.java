package io.tributary.ingest.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of the requests that are being answered, so that they stay within memory. */
final class InFlight {
  private final long most;
  private final AtomicLong bytes = new AtomicLong();

  InFlight(long most) {
    this.most = most;
  }

  /** Whether there was room for so many more; if so, they have to be released. */
  boolean reserve(long more) {
    if (bytes.addAndGet(more) <= most) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  void release(long fewer) {
    bytes.addAndGet(-fewer);
  }

  long bytes() {
    return bytes.get();
  }
}
