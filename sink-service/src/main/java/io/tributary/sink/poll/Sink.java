package io.tributary.sink.poll;

import io.tributary.runtime.Health;
import io.tributary.runtime.ServiceContext;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.SinkConfiguration;
import io.tributary.sink.decode.Decoder;
import io.tributary.sink.retry.Backoff;
import io.tributary.sink.warehouse.Warehouse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The threads that carry topics into the warehouse. */
public final class Sink implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Writers writers;
  private final List<Warehouse> warehouses = new ArrayList<>();
  private final DeadLetters deadLetters;
  private final Health.Registration health;

  /**
   * @param topics names of those to carry
   * @param warehouse opens one for each thread; they are closed with the sink
   */
  public Sink(
      SinkConfiguration configuration,
      Collection<String> topics,
      Supplier<? extends Warehouse> warehouse,
      AvroSerdes serdes,
      ServiceContext context) {
    this.deadLetters = new DeadLetterTopic(configuration.kafka());
    Freshness freshness = new Freshness(context.meters(), context.clock());
    List<SinkLoop> loops = new ArrayList<>();
    for (int number = 1; number <= configuration.threads(); number++) {
      KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              settings(configuration, number),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      Warehouse own = warehouse.get();
      warehouses.add(own);
      loops.add(
          new SinkLoop(
              consumer,
              topics,
              new Decoder(serdes),
              own,
              deadLetters,
              new Gathering(configuration.batch(), System::nanoTime),
              new Positions(consumer, context.clock(), System::nanoTime),
              new Backoff(FIRST_PAUSE, LONGEST_PAUSE, System::nanoTime),
              new SinkMeters(context.meters(), context.clock(), freshness)));
    }
    this.writers = new Writers(loops);
    this.health = context.health().register("sink", writers::status);
    writers.start();
  }

  /**
   * @param number of the thread, from 1
   */
  static Map<String, Object> settings(SinkConfiguration configuration, int number) {
    Map<String, Object> config = new HashMap<>(configuration.kafka());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, configuration.group());
    if (configuration.instanceId() != null) {
      // Each thread is a member of its own. Also a single one has a number, so that no instance's
      // name is that of another's thread.
      config.put(
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, configuration.instanceId() + '-' + number);
    }
    // It also deals out the partitions of each topic evenly: no thread waits for the one that has
    // all of a large topic.
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // Where to read from is known; where there is nothing to read, the sink decides what that
    // means.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    return config;
  }

  @Override
  public void close() {
    writers.close();
    warehouses.forEach(Warehouse::close);
    deadLetters.close();
    health.close();
  }
}
