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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the sink counts and times. */
final class SinkMeters {
  private final Clock clock;
  private final MeterRegistry meters;
  private final Timer commits;
  private final Timer visible;
  private final Counter deadLetters;
  private final Map<String, Long> validThrough = new ConcurrentHashMap<>();

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
    for (SinkRecord record : batch.records()) {
      if (record.value() instanceof RevenueEvent event) {
        visible.record(Duration.between(event.getReceivedAt(), now));
      }
      meters.counter("tributary.sink.records", "topic", record.partition().topic()).increment();
    }
    batch
        .advances()
        .forEach(
            (partition, advance) -> {
              if (validThrough.merge(partition.topic(), advance.validThrough(), Math::max)
                  == advance.validThrough()) {
                gauge(partition.topic());
              }
            });
  }

  private void gauge(String topic) {
    Gauge.builder(
            "tributary.freshness.seconds",
            validThrough,
            times -> (clock.millis() - times.get(topic)) / 1000.0)
        .description("Age of the latest record that is in the warehouse")
        .tag("topic", topic)
        .register(meters);
  }

  void deadLetter() {
    deadLetters.increment();
  }
}
