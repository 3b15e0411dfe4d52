package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.CustomerEvent;
import io.tributary.output.CustomerEvents;
import io.tributary.output.SubjectAssigned;
import io.tributary.serde.RecordReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CustomerOutboxTest {
  private static final int COUNT = 4;
  private static final String SINK = "sink";

  private final MockProcessorContext<String, Object> context = new MockProcessorContext<>();
  private final CustomerOutbox outbox = new CustomerOutbox(context, SINK, COUNT);

  private record Sent(String key, long timestamp, List<CustomerEvent> events) {}

  @Test
  void whatIsForOnePartitionIsOneRecordInItsOrderWhenItIsTimeToCommit() {
    List<CustomerEvent> events =
        IntStream.range(0, 40).mapToObj(number -> event("ä" + number % 10, number)).toList();
    events.forEach(event -> outbox.send(event, 100 + event.getGeneration()));
    assertThat(sent()).isEmpty();

    outbox.flush();
    outbox.flush();

    Map<Integer, List<CustomerEvent>> expected =
        events.stream().collect(Collectors.groupingBy(CustomerOutboxTest::partition));
    List<Sent> sent = sent();
    assertThat(sent).hasSize(expected.size());
    for (Sent pack : sent) {
      CustomerEvent first = pack.events().get(0);
      assertThat(pack.events()).isEqualTo(expected.get(partition(first)));
      assertThat(pack.key()).isEqualTo(first.getCustomerId());
      assertThat(pack.timestamp()).isEqualTo(100 + first.getGeneration());
    }
  }

  @Test
  void aPackIsSentWhenItIsFull() {
    List<CustomerEvent> events = IntStream.range(0, 1_000).mapToObj(n -> event("c1", n)).toList();
    events.forEach(event -> outbox.send(event, 1));
    outbox.flush();

    List<Sent> sent = sent();
    assertThat(sent).hasSizeBetween(2, 10);
    assertThat(sent.stream().flatMap(pack -> pack.events().stream()).toList()).isEqualTo(events);
  }

  @Test
  void whatIsSentAloneIsBehindWhatWasSentBefore() {
    outbox.send(event("c1", 1), 10);
    outbox.sendAlone(event("c1", 2), 11);
    outbox.send(event("c1", 3), 12);
    outbox.flush();

    assertThat(sent())
        .extracting(Sent::events)
        .containsExactly(List.of(event("c1", 1)), List.of(event("c1", 2)), List.of(event("c1", 3)));
  }

  /** As Kafka's producers find it. */
  private static int partition(CustomerEvent event) {
    byte[] key = event.getCustomerId().getBytes(StandardCharsets.UTF_8);
    return BuiltInPartitioner.partitionForKey(key, COUNT);
  }

  private static CustomerEvent event(String customer, long number) {
    SubjectAssigned content = new SubjectAssigned("owner of some length", number);
    return new CustomerEvent(customer, "email:ada@acme.example", content, number);
  }

  private List<Sent> sent() {
    List<Sent> sent = new ArrayList<>();
    for (var forward : context.forwarded(SINK)) {
      Record<?, ?> record = forward.record();
      sent.add(
          new Sent(
              (String) record.key(),
              record.timestamp(),
              new RecordReader<>(CustomerEvents.class)
                  .read((byte[]) record.value(), 0)
                  .getEvents()));
    }
    return sent;
  }
}
