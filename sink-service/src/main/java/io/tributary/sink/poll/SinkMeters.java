package io.tributary.sink.poll;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.event.RevenueEvent;
import io.tributary.sink.warehouse.Batch;
import io.tributary.sink.warehouse.SinkRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** What the sink counts and times. */
final class SinkMeters {
  private final Clock clock;
  private final MeterRegistry meters;
  private final Timer commits;
  private final Timer visible;
  private final Counter deadLetters;
  private final Map<TopicPartition, Long> validThrough = new ConcurrentHashMap<>();
  private final Set<String> gauged = ConcurrentHashMap.newKeySet();

  SinkMeters(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    this.meters = meters;
    this.commits =
        Timer.builder("tributary.sink.commit")
            .description("Time that a transaction takes")
            .publishPercentileHistogram()
            .register(meters);
    this.visible =
        Timer.builder("tributary.event.visible")
            .description("Time from when an event was accepted until it is in the warehouse")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(10))
            .maximumExpectedValue(Duration.ofMinutes(10))
            .register(meters);
    this.deadLetters =
        Counter.builder("tributary.sink.dead_letters")
            .description("Records that could be neither read nor written")
            .register(meters);
  }

  void committed(Batch batch, long nanos) {
    commits.record(Duration.ofNanos(nanos));
    Instant now = clock.instant();
    Map<String, Integer> records = new HashMap<>();
    for (SinkRecord record : batch.records()) {
      if (record.value() instanceof RevenueEvent event) {
        visible.record(Duration.between(event.getReceivedAt(), now));
      }
      records.merge(record.partition().topic(), 1, Integer::sum);
    }
    records.forEach(
        (topic, count) ->
            meters.counter("tributary.sink.records", "topic", topic).increment(count));
    batch
        .advances()
        .forEach(
            (partition, advance) -> {
              if (advance.validThrough() != null) {
                validThrough.merge(partition, advance.validThrough(), Math::max);
                gauge(partition.topic());
              }
            });
  }

  /** Partitions that are another instance's now: it is for that one to say how fresh they are. */
  void revoked(Collection<TopicPartition> partitions) {
    validThrough.keySet().removeAll(partitions);
  }

  private void gauge(String topic) {
    if (gauged.add(topic)) {
      Gauge.builder("tributary.freshness.seconds", () -> freshnessSeconds(topic))
          .description("Everything that was accepted longer ago than this is in the warehouse")
          .tag("topic", topic)
          .register(meters);
    }
  }

  /** Of the partition that is furthest behind; not a number when none is this instance's. */
  private double freshnessSeconds(String topic) {
    return validThrough.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .mapToDouble(entry -> (clock.millis() - entry.getValue()) / 1000.0)
        .max()
        .orElse(Double.NaN);
  }

  void deadLetter() {
    deadLetters.increment();
  }
}
