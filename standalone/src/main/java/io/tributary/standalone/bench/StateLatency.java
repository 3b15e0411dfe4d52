package io.tributary.standalone.bench;

import io.tributary.event.CampaignTouched;
import io.tributary.event.EventType;
import io.tributary.event.Identifier;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.event.TouchKind;
import io.tributary.streams.identity.CustomerIds;
import io.tributary.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long it takes from an event's being sent to Kafka until its customer's state can be read, at
 * an even rate: each event is of a customer of its own, so that the state is known by its key.
 */
final class StateLatency {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Workbench bench;
  private final RecordFiller filler;
  private final Map<String, Long> sentAt = new ConcurrentHashMap<>();

  StateLatency(Workbench bench, RecordFiller filler) {
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
    long[] latencies = new long[count];
    try (KafkaConsumer<String, byte[]> states =
            CommittedTail.of(bench, Topics.CUSTOMER_LIFECYCLE, new ByteArrayDeserializer());
        BackgroundSender sender = BackgroundSender.start(() -> send(count, perSecond))) {
      long patience = System.nanoTime() + time.plus(PATIENCE).toNanos();
      for (int seen = 0; seen < count; ) {
        sender.check();
        if (System.nanoTime() > patience) {
          throw new IllegalStateException(
              "the states of %,d customers did not appear".formatted(count - seen));
        }
        for (ConsumerRecord<String, byte[]> state : states.poll(POLL)) {
          Long sent = sentAt.remove(state.key());
          if (sent != null) {
            latencies[seen++] = System.nanoTime() - sent;
          }
        }
      }
      sender.finish();
    }
    return latencies;
  }

  private void send(int count, double perSecond) throws InterruptedException {
    Pace pace = Pace.of(perSecond);
    for (int i = 0; i < count; i++) {
      long due = pace.await(i);
      RevenueEvent event = visit(pace.startedNanos() + "-" + i);
      String subject = Identifiers.subject(event);
      sentAt.put(CustomerIds.foundedBy(subject), due);
      filler.send(EventType.named(event.getType()).orElseThrow().topic(), subject, event);
    }
    filler.flush();
  }

  private static RevenueEvent visit(String visitor) {
    return new RevenueEvent(
        "visit-" + visitor,
        "bench",
        "bench",
        "campaign.touched",
        Instant.now(),
        Instant.now(),
        List.of(new Identifier("anonymous", "bench/" + visitor)),
        CampaignTouched.newBuilder().setChannel("search").setKind(TouchKind.VISIT).build());
  }
}
