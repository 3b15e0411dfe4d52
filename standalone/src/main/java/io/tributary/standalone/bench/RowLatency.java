package io.tributary.standalone.bench;

import io.tributary.event.EventType;
import io.tributary.event.Identifier;
import io.tributary.event.Identifiers;
import io.tributary.event.LeadCaptured;
import io.tributary.event.RevenueEvent;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * How long it takes from an event's being sent to Kafka until a committed row of metrics has it, at
 * an even rate: each event is a new lead, and how many leads a row counts tells which of them it
 * has.
 */
final class RowLatency {
  private static final String METRIC = "leads";
  private static final String WINDOW = "R7";
  private static final String SLICE = "total";
  private static final long MICROS = 1_000_000;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Workbench bench;
  private final RecordFiller filler;

  RowLatency(Workbench bench, RecordFiller filler) {
    this.bench = bench;
    this.filler = filler;
  }

  /**
   * Nanoseconds of each event.
   *
   * @param perSecond events
   */
  long[] of(double perSecond, Duration time) throws InterruptedException {
    int count = (int) Math.max(1, perSecond * time.toMillis() / 1e3);
    AtomicLongArray sentAt = new AtomicLongArray(count);
    long[] latencies = new long[count];
    try (KafkaConsumer<String, MetricValues> rows =
        CommittedTail.of(
            bench, Topics.METRIC_VALUES, bench.serdes().<MetricValues>deserializer())) {
      String name = Long.toString(System.nanoTime());
      send(name + "-first");
      filler.flush();
      long patience = System.nanoTime() + PATIENCE.toNanos();
      long before = next(rows, patience);
      try (BackgroundSender sender =
          BackgroundSender.start(() -> send(name, count, perSecond, sentAt))) {
        patience += time.toNanos();
        for (int seen = 0; seen < count; ) {
          sender.check();
          long there = next(rows, patience) - before;
          long now = System.nanoTime();
          for (; seen < Math.min(there, count); seen++) {
            latencies[seen] = now - sentAt.get(seen);
          }
        }
        sender.finish();
      }
    }
    return latencies;
  }

  /** What the next row says, of some that come at once the last one. */
  private static long next(KafkaConsumer<String, MetricValues> rows, long patience) {
    while (true) {
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("no row came that counts all leads");
      }
      OptionalLong latest = OptionalLong.empty();
      for (ConsumerRecord<String, MetricValues> row : rows.poll(POLL)) {
        OptionalLong leads = leads(row.value());
        latest = leads.isPresent() ? leads : latest;
      }
      if (latest.isPresent()) {
        return latest.getAsLong();
      }
    }
  }

  private static OptionalLong leads(MetricValues row) {
    if (row == null
        || !row.getDimension().equals(SLICE)
        || !row.getAsOf().equals(LocalDate.now(ZoneOffset.UTC))) {
      return OptionalLong.empty();
    }
    return row.getValues().stream()
        .filter(value -> value.getMetric().equals(METRIC) && value.getWindow().equals(WINDOW))
        .map(MetricValue::getValueMicros)
        .mapToLong(micros -> micros / MICROS)
        .findAny();
  }

  private void send(String name, int count, double perSecond, AtomicLongArray sentAt)
      throws InterruptedException {
    Pace pace = Pace.of(perSecond);
    for (int i = 0; i < count; i++) {
      sentAt.set(i, pace.await(i));
      send(name + '-' + i);
    }
    filler.flush();
  }

  private void send(String id) {
    RevenueEvent event =
        new RevenueEvent(
            "lead-" + id,
            "bench",
            "bench",
            "lead.captured",
            Instant.now(),
            Instant.now(),
            List.of(new Identifier("lead", "bench/" + id)),
            LeadCaptured.newBuilder().setLeadId(id).setChannel("search").build());
    filler.send(
        EventType.named(event.getType()).orElseThrow().topic(), Identifiers.subject(event), event);
  }
}
