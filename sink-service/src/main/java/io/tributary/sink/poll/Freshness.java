package io.tributary.sink.poll;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How fresh the partitions are that the writers of this process have. One that was slow may give a
 * partition up when another has written to it already: what the other said stays. Safe for several
 * threads.
 */
final class Freshness {
  /** What is known of a partition, and who said so last. */
  private record Known(long validThrough, Object writer) {}

  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<TopicPartition, Known> known = new ConcurrentHashMap<>();
  private final Set<String> gauged = ConcurrentHashMap.newKeySet();

  Freshness(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @param validThrough everything that was written to the partition before this time is in the
   *     warehouse, milliseconds since the epoch
   */
  void written(Object writer, TopicPartition partition, long validThrough) {
    known.merge(
        partition,
        new Known(validThrough, writer),
        (before, now) -> new Known(Math.max(before.validThrough, now.validThrough), writer));
    gauge(partition.topic());
  }

  /** Partitions that are not the writer's any more: it is for another to say how fresh they are. */
  void revoked(Object writer, Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      known.computeIfPresent(partition, (same, last) -> last.writer == writer ? null : last);
    }
  }

  private void gauge(String topic) {
    if (gauged.add(topic)) {
      Gauge.builder("tributary.freshness.seconds", () -> seconds(topic))
          .description("Everything that was accepted longer ago than this is in the warehouse")
          .tag("topic", topic)
          .register(meters);
    }
  }

  /** Of the partition that is furthest behind; not a number when none is this process's. */
  private double seconds(String topic) {
    return known.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .mapToDouble(entry -> (clock.millis() - entry.getValue().validThrough) / 1000.0)
        .max()
        .orElse(Double.NaN);
  }
}
