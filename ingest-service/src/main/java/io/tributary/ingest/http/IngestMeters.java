package io.tributary.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.event.EventType;
import io.tributary.ingest.decode.Code;
import io.tributary.ingest.decode.Verdict.Accepted;
import io.tributary.ingest.decode.Verdict.Rejected;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the edge counts and times. Labels have bounds: sources come from their file, types and codes
 * are enums, endpoints are ours.
 */
final class IngestMeters {
  private static final String UNKNOWN = "unknown";

  private final MeterRegistry meters;
  private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  IngestMeters(MeterRegistry meters, InFlight inFlight) {
    this.meters = meters;
    Gauge.builder("tributary.ingest.bytes.in.flight", inFlight, InFlight::bytes)
        .description("Bytes of requests that are being answered")
        .register(meters);
  }

  void accepted(String source, List<Accepted> events) {
    Map<EventType, Integer> byType = new EnumMap<>(EventType.class);
    events.forEach(event -> byType.merge(event.type(), 1, Integer::sum));
    byType.forEach(
        (type, count) ->
            count("tributary.ingest.accepted", "source", source, "type", type.typeName())
                .increment(count));
  }

  void rejected(String source, List<Rejected> events) {
    for (Rejected event : events) {
      String type =
          event.type() != null && EventType.named(event.type()).isPresent()
              ? event.type()
              : UNKNOWN;
      rejected(source, type, event.reasons().get(0).code());
    }
  }

  void rejectedWhole(String source, Code code) {
    rejected(source, UNKNOWN, code);
  }

  private void rejected(String source, String type, Code code) {
    count("tributary.ingest.rejected", "source", source, "type", type, "code", code.text())
        .increment();
  }

  void answered(String endpoint, int status, long nanos) {
    count("tributary.ingest.requests", "endpoint", endpoint, "status", Integer.toString(status))
        .increment();
    timers
        .computeIfAbsent(
            endpoint,
            path ->
                Timer.builder("tributary.ingest.request")
                    .description("Time from the head of a request to its answer")
                    .tag("endpoint", path)
                    .publishPercentileHistogram()
                    .minimumExpectedValue(Duration.ofMillis(1))
                    .maximumExpectedValue(Duration.ofSeconds(30))
                    .register(meters))
        .record(Duration.ofNanos(nanos));
  }

  private Counter count(String name, String... labels) {
    List<String> key = new java.util.ArrayList<>(List.of(labels));
    key.add(name);
    return counters.computeIfAbsent(
        key, missing -> Counter.builder(name).tags(labels).register(meters));
  }
}
