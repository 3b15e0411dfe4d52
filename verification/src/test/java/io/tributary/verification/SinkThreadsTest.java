package io.tributary.verification;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.event.Identifier;
import io.tributary.event.RevenueEvent;
import io.tributary.event.TicketSolved;
import io.tributary.serde.AvroSerdes;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two threads of one sink, on a real broker and a real database. */
class SinkThreadsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String GROUP = "tributary-sink";
  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  private static final int EVENTS = 4_000;

  @Test
  void bothWriteAndEveryEventIsThereOnceAndWhenOneCannotGoOnTheOtherDoes(@TempDir Path folder)
      throws Exception {
    try (EmbeddedParts parts = new EmbeddedParts(folder).startAll();
        Services services = new Services(folder, parts.addresses());
        Admin admin = Admin.create(Map.of("bootstrap.servers", parts.addresses().kafka()))) {
      ServiceProcess sink = services.startSink("sink", Map.of("sink.threads", "2"));
      Warehouse warehouse = parts.addresses().warehouse();
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(members(admin))
                      .hasSize(2)
                      .allSatisfy((member, own) -> assertThat(own).hasSize(22)));
      Map<String, Set<TopicPartition>> members = members(admin);
      assertThat(members.keySet()).containsExactly("sink-1", "sink-2");
      awaitHealth(sink, "44 partitions");

      send(parts.addresses(), 0);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(warehouse.ask("SELECT sum(next_offset) FROM tributary.sink_offset"))
                      .isEqualTo(Integer.toString(EVENTS + EVENTS / 10)));
      assertThat(warehouse.ask("SELECT count(*) FROM tributary.event"))
          .isEqualTo(Integer.toString(EVENTS));
      assertThat(members(admin)).isEqualTo(members);
      members.forEach(
          (member, own) ->
              assertThat(own.stream().collect(groupingBy(TopicPartition::topic, counting())))
                  .as("half of every topic is %s's", member)
                  .hasSize(11)
                  .allSatisfy((topic, count) -> assertThat(count).isEqualTo(2)));

      TopicPartition lost = oneOf(members.get("sink-2"), Topics.SALES_EVENTS);
      TopicPartition kept = oneOf(members.get("sink-1"), Topics.SALES_EVENTS);
      long before = nextOffset(warehouse, kept);
      warehouse.ask(
          "UPDATE tributary.sink_offset SET next_offset = 1000000 WHERE topic = '%s' AND partition = %d RETURNING 1"
              .formatted(lost.topic(), lost.partition()));
      awaitHealth(sink, "stopped: the warehouse holds " + lost);
      send(parts.addresses(), EVENTS);
      await().atMost(PATIENCE).until(() -> nextOffset(warehouse, kept) > before);
    }
  }

  /** Each tenth event is in two topics. */
  private static void send(Addresses addresses, int from) throws Exception {
    AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", addresses.registry()), true);
    try (KafkaProducer<String, SpecificRecord> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", addresses.kafka(), "acks", "all"),
            new StringSerializer(),
            serdes.serializer())) {
      List<Future<RecordMetadata>> results = new ArrayList<>();
      for (int i = from; i < from + EVENTS; i++) {
        RevenueEvent event = event(i);
        for (int copy = 0; copy < (i % 10 == 0 ? 2 : 1); copy++) {
          String topic = Topics.EVENTS.get((i + copy) % Topics.EVENTS.size()).name();
          results.add(producer.send(new ProducerRecord<>(topic, "customer-" + i, event)));
        }
      }
      for (Future<RecordMetadata> result : results) {
        result.get();
      }
    }
  }

  private static RevenueEvent event(int number) {
    return new RevenueEvent(
        "e-" + number,
        "helpdesk",
        "helpdesk",
        "ticket.solved",
        NOON.minus(Duration.ofHours(number)),
        NOON,
        List.of(new Identifier("email", number + "@acme.example")),
        new TicketSolved("T-" + number, null, Map.of()));
  }

  /** The members of the group, by the name they have in it, and what each has. */
  private static Map<String, Set<TopicPartition>> members(Admin admin) throws Exception {
    Map<String, Set<TopicPartition>> members = new TreeMap<>();
    for (MemberDescription member :
        admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP).members()) {
      members.put(member.groupInstanceId().orElseThrow(), member.assignment().topicPartitions());
    }
    return members;
  }

  private static TopicPartition oneOf(Set<TopicPartition> partitions, Topic topic) {
    return partitions.stream()
        .filter(partition -> partition.topic().equals(topic.name()))
        .findFirst()
        .orElseThrow();
  }

  private static long nextOffset(Warehouse warehouse, TopicPartition partition) throws Exception {
    return Long.parseLong(
        warehouse.ask(
            "SELECT next_offset FROM tributary.sink_offset WHERE topic = '%s' AND partition = %d"
                .formatted(partition.topic(), partition.partition())));
  }

  private static void awaitHealth(ServiceProcess service, String words) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(service.health()).contains(words));
  }
}
