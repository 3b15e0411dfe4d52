package io.tributary.sink.poll;

import io.tributary.runtime.Health;
import io.tributary.runtime.ServiceContext;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.SinkConfiguration;
import io.tributary.sink.decode.Decoder;
import io.tributary.sink.retry.Backoff;
import io.tributary.sink.warehouse.Warehouse;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The thread that carries topics into the warehouse. */
public final class Sink implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final SinkLoop loop;
  private final Thread thread;
  private final DeadLetters deadLetters;
  private final Health.Registration health;

  /**
   * @param topics names of those to carry
   */
  public Sink(
      SinkConfiguration configuration,
      Collection<String> topics,
      Warehouse warehouse,
      AvroSerdes serdes,
      ServiceContext context) {
    this.deadLetters = new DeadLetterTopic(configuration.kafka());
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings(configuration), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.loop =
        new SinkLoop(
            consumer,
            topics,
            new Decoder(serdes),
            warehouse,
            deadLetters,
            new Gathering(configuration.batch(), System::nanoTime),
            new Positions(consumer, context.clock(), System::nanoTime),
            new Backoff(FIRST_PAUSE, LONGEST_PAUSE, System::nanoTime),
            new SinkMeters(context.meters(), context.clock()));
    this.health = context.health().register("sink", loop::status);
    this.thread = new Thread(loop, "sink");
    thread.start();
  }

  private static Map<String, Object> settings(SinkConfiguration configuration) {
    Map<String, Object> config = new HashMap<>(configuration.kafka());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, configuration.group());
    if (configuration.instanceId() != null) {
      config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, configuration.instanceId());
    }
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
    loop.stop();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deadLetters.close();
    health.close();
  }
}
