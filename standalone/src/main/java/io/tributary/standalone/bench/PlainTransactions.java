package io.tributary.standalone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads events and writes records, exactly once, in plain Java: what Kafka gives at most. */
final class PlainTransactions {
  static final String TOPIC = "bench-plain";

  private static final int THREADS = 2;
  private static final long COMMIT_NANOS = 100_000_000;

  private final Workbench bench;

  PlainTransactions(Workbench bench, TopicEnds ends) throws Exception {
    this.bench = bench;
    if (!ends.topics().contains(TOPIC)) {
      try (Admin admin = Admin.create(bench.kafka())) {
        admin
            .createTopics(List.of(new NewTopic(TOPIC, Workbench.PARTITIONS, (short) 1)))
            .all()
            .get();
      }
    }
  }

  /**
   * Events per second.
   *
   * @param from where to begin to read
   * @param to where to end
   * @param records to be written per event
   */
  double rate(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, double records)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Long>> workers = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int own = thread;
        Map<TopicPartition, Long> mine =
            to.entrySet().stream()
                .filter(end -> end.getKey().partition() % THREADS == own)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        workers.add(() -> work("bench-plain-" + own, from, mine, records));
      }
      long started = System.nanoTime();
      long events = 0;
      for (Future<Long> worker : threads.invokeAll(workers)) {
        events += worker.get();
      }
      return Rate.perSecond(events, System.nanoTime() - started);
    } finally {
      threads.shutdownNow();
    }
  }

  private long work(
      String id, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, double records) {
    long events = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(id);
        KafkaProducer<byte[], byte[]> producer = producer(id)) {
      consumer.assign(to.keySet());
      to.keySet().forEach(partition -> consumer.seek(partition, from.get(partition)));
      producer.initTransactions();
      producer.beginTransaction();
      long began = System.nanoTime();
      double owed = 0;
      boolean done = false;
      while (!done) {
        for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(100))) {
          events++;
          for (owed += records; owed >= 1; owed--) {
            // A failure fails the commit.
            var unused = producer.send(new ProducerRecord<>(TOPIC, event.key(), event.value()));
          }
        }
        done =
            to.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        if (done || System.nanoTime() - began > COMMIT_NANOS) {
          producer.sendOffsetsToTransaction(positions(consumer), consumer.groupMetadata());
          producer.commitTransaction();
          producer.beginTransaction();
          began = System.nanoTime();
        }
      }
      producer.abortTransaction();
    }
    return events;
  }

  private static Map<TopicPartition, OffsetAndMetadata> positions(KafkaConsumer<?, ?> consumer) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    consumer
        .assignment()
        .forEach(
            partition ->
                positions.put(partition, new OffsetAndMetadata(consumer.position(partition))));
    return positions;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String id) {
    Map<String, Object> config = bench.kafka();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, id);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer(String id) {
    Map<String, Object> config = bench.kafka();
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // As Kafka Streams has it.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
