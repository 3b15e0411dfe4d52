package io.tributary.ingest.http;

import io.tributary.ingest.source.Source;
import io.tributary.ingest.source.Source.Rate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How fast each source may send. A request is let in while its source has anything left, and then
 * costs as many events as it turned out to hold: the next one waits the longer.
 */
final class RateLimits {
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  RateLimits(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Null when the source may send as fast as it likes. */
  Bucket of(Source source) {
    if (source.rate().isEmpty()) {
      return null;
    }
    Rate rate = source.rate().get();
    return buckets.compute(
        source.name(),
        (name, old) -> old != null && old.rate.equals(rate) ? old : new Bucket(rate, nanoTime));
  }

  /** The events that a source may send at the moment. */
  static final class Bucket {
    private static final double NANOS = 1e9;

    private final Rate rate;
    private final LongSupplier nanoTime;
    private double events;
    private long filledAt;

    Bucket(Rate rate, LongSupplier nanoTime) {
      this.rate = rate;
      this.nanoTime = nanoTime;
      this.events = rate.burst();
      this.filledAt = nanoTime.getAsLong();
    }

    synchronized boolean isOpen() {
      fill();
      return events >= 1;
    }

    synchronized void take(int count) {
      fill();
      events -= count;
    }

    /** Seconds until it is open; at least 1. */
    synchronized long secondsToWait() {
      fill();
      return Math.max(1, (long) Math.ceil((1 - events) / rate.eventsPerSecond()));
    }

    /** Events that may be sent now; never negative. */
    synchronized long left() {
      fill();
      return Math.max(0, (long) events);
    }

    String policy() {
      long window = Math.max(1, rate.burst() / rate.eventsPerSecond());
      return "\"events\";q=%d;w=%d".formatted(rate.burst(), window);
    }

    private void fill() {
      long now = nanoTime.getAsLong();
      events = Math.min(rate.burst(), events + (now - filledAt) / NANOS * rate.eventsPerSecond());
      filledAt = now;
    }
  }
}
