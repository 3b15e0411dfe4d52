package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.EntityContributions;
import io.tributary.serde.AvroSerdes;
import io.tributary.topic.Topic;
import io.tributary.topic.TopicCreator;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances of the topology on a real broker, each with copies of the state of others, killed
 * and stopped while they work.
 */
class InstancesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder;

  @Test
  void whicheverInstanceIsKilledAllEndsInTheFoldOfTheHistory() throws Exception {
    run(40, 1);
  }

  @Test
  @Tag("slow")
  void manyKillsOverALongHistoryEndInTheFoldOfTheHistory() throws Exception {
    run(1_500, 8);
  }

  private void run(int accounts, int kills) throws Exception {
    Random random = new Random(accounts);
    RandomLives lives = new RandomLives(accounts, accounts);
    List<RevenueEvent> arrivals = lives.arrivals();
    try (EmbeddedParts parts = new EmbeddedParts(folder).startAll();
        Services services = new Services(folder, parts.addresses())) {
      String kafka = parts.addresses().kafka();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
        TopicCreator.ensure(admin, Topics.ALL, 4, (short) 1);
      }
      AvroSerdes serdes =
          new AvroSerdes(Map.of("schema.registry.url", parts.addresses().registry()), true);
      List<ServiceProcess> instances = new ArrayList<>();
      for (int number = 1; number <= 3; number++) {
        instances.add(
            services.startTopology(
                "topology-" + number,
                Map.of(
                    "streams.threads",
                    "1",
                    "kafka.num.standby.replicas",
                    "1",
                    // So little that state is written to disk and read again.
                    "streams.stores.memory.bytes",
                    "64KiB")));
      }
      int portion = arrivals.size() / (kills + 1);
      for (int kill = 0; kill < kills; kill++) {
        send(kafka, serdes, arrivals.subList(kill * portion, (kill + 1) * portion));
        // Half-way: it has begun to write, and has not come to an end.
        Map<String, CustomerLifecycle> before =
            latest(kafka, serdes, Topics.CUSTOMER_LIFECYCLE, UnaryOperator.identity());
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    !latest(kafka, serdes, Topics.CUSTOMER_LIFECYCLE, UnaryOperator.identity())
                        .equals(before));
        ServiceProcess victim = instances.get(random.nextInt(instances.size()));
        victim.kill();
        victim.start();
        // Those who stop in good order leave their state for copies to go on with.
        ServiceProcess restarted = instances.get(random.nextInt(instances.size()));
        restarted.stop();
        restarted.start();
      }
      send(kafka, serdes, arrivals.subList(kills * portion, arrivals.size()));
      ExpectedCustomers expected = new ExpectedCustomers(lives.events(), Instant.now());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                assertThat(
                        this.<CustomerLifecycle>latest(
                            kafka,
                            serdes,
                            Topics.CUSTOMER_LIFECYCLE,
                            ExpectedCustomers::comparable))
                    .isEqualTo(expected.lifecycles);
                assertThat(
                        this.<EntityContributions>latest(
                            kafka, serdes, Topics.CONTRIBUTIONS, ExpectedCustomers::comparable))
                    .isEqualTo(expected.contributions);
              });
      assertThat(instances).allMatch(ServiceProcess::isAlive);
    }
  }

  private static void send(String kafka, AvroSerdes serdes, List<RevenueEvent> events)
      throws Exception {
    try (KafkaProducer<String, SpecificRecord> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all"),
            new StringSerializer(),
            serdes.serializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (RevenueEvent event : events) {
        Topic topic = Topics.EVENTS.get(Math.floorMod(event.getEventId().hashCode(), 4));
        sent.add(
            producer.send(new ProducerRecord<>(topic.name(), Identifiers.subject(event), event)));
      }
      for (Future<RecordMetadata> result : sent) {
        result.get();
      }
    }
  }

  /** The last committed value of each key. */
  private <T extends SpecificRecord> Map<String, T> latest(
      String kafka, AvroSerdes serdes, Topic topic, UnaryOperator<T> comparable) {
    Map<String, T> latest = new TreeMap<>();
    try (KafkaConsumer<String, T> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
            new StringDeserializer(),
            serdes.<T>deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(partition -> new TopicPartition(topic.name(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (record.value() == null) {
                    latest.remove(record.key());
                  } else {
                    latest.put(record.key(), comparable.apply(record.value()));
                  }
                });
      }
    }
    return latest;
  }
}
