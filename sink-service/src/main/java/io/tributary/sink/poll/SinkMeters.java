package io.tributary.sink.poll;

import io.micrometer.core.instrument.Counter;
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
import org.apache.kafka.common.TopicPartition;

/** What a writer counts and times: all of a process do so in the same meters. */
final class SinkMeters {
  private final Clock clock;
  private final MeterRegistry meters;
  private final Timer commits;
  private final Timer visible;
  private final Counter deadLetters;
  private final Freshness freshness;

  /**
   * @param freshness of all writers of the process
   */
  SinkMeters(MeterRegistry meters, Clock clock, Freshness freshness) {
    this.clock = clock;
    this.meters = meters;
    this.freshness = freshness;
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
                freshness.written(this, partition, advance.validThrough());
              }
            });
  }

  /** Partitions that are another writer's now. */
  void revoked(Collection<TopicPartition> partitions) {
    freshness.revoked(this, partitions);
  }

  void deadLetter() {
    deadLetters.increment();
  }
}
