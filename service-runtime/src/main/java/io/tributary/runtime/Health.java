package io.tributary.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The parts of a service, each of which says how it is when asked. Safe for use by several threads.
 */
public final class Health {
  private final Map<String, Supplier<HealthStatus>> parts = new ConcurrentSkipListMap<>();

  /** Removes the part again. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param status must answer at once: it is asked by every probe
   */
  public Registration register(String part, Supplier<HealthStatus> status) {
    parts.put(part, status);
    return () -> parts.remove(part, status);
  }

  /** Every part and how it is, by name. A part that throws is down. */
  public Map<String, HealthStatus> check() {
    Map<String, HealthStatus> statuses = new LinkedHashMap<>();
    parts.forEach((part, status) -> statuses.put(part, ask(status)));
    return statuses;
  }

  private static HealthStatus ask(Supplier<HealthStatus> status) {
    try {
      return status.get();
    } catch (RuntimeException e) {
      return HealthStatus.down(String.valueOf(e.getMessage()));
    }
  }
}
