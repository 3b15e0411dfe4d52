package io.tributary.sink;

import io.tributary.output.MetricAlert;
import io.tributary.runtime.Health;
import io.tributary.runtime.HealthStatus;
import io.tributary.runtime.ServiceContext;
import io.tributary.serde.AvroSerdes;
import io.tributary.sink.SinkConfiguration.WarehouseLogin;
import io.tributary.sink.alerts.WebhookDelivery;
import io.tributary.sink.poll.Sink;
import io.tributary.sink.postgres.Migration;
import io.tributary.sink.postgres.PostgresWarehouse;
import io.tributary.topic.Preparation;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Kafka to the warehouse, and alerts to their receivers. */
public final class SinkService implements AutoCloseable {
  private final PostgresWarehouse warehouse;
  private final Sink sink;
  private final WebhookDelivery webhooks;

  private SinkService(PostgresWarehouse warehouse, Sink sink, WebhookDelivery webhooks) {
    this.warehouse = warehouse;
    this.sink = sink;
    this.webhooks = webhooks;
  }

  /**
   * @throws io.tributary.runtime.config.ConfigurationException when the warehouse lacks what it
   *     needs
   */
  public static SinkService start(SinkConfiguration configuration, ServiceContext context)
      throws InterruptedException {
    awaitOthers(configuration, context);
    WarehouseLogin login = configuration.warehouse();
    AvroSerdes serdes = new AvroSerdes(configuration.registry(), false);
    PostgresWarehouse warehouse =
        new PostgresWarehouse(login.url(), login.user(), login.password());
    Sink sink =
        new Sink(
            configuration,
            PostgresWarehouse.topics().stream().map(Topic::name).toList(),
            warehouse,
            serdes,
            context);
    WebhookDelivery webhooks =
        configuration.webhooks().urls().isEmpty()
            ? null
            : new WebhookDelivery(
                alertConsumer(configuration, serdes), configuration.webhooks(), context);
    return new SinkService(warehouse, sink, webhooks);
  }

  private static void awaitOthers(SinkConfiguration configuration, ServiceContext context)
      throws InterruptedException {
    AtomicReference<String> away = new AtomicReference<>("starting");
    try (Health.Registration waiting =
        context.health().register("start", () -> HealthStatus.down(away.get()))) {
      new Preparation(
              configuration.kafka(),
              configuration.registry(),
              configuration.registerSchemas(),
              configuration.partitions(),
              configuration.replication())
          .await(Topics.ALL, away::set);
      WarehouseLogin login = configuration.warehouse();
      if (login.migrationUser() != null) {
        Migration.await(
            login.url(),
            login.migrationUser(),
            login.migrationPassword(),
            login.password(),
            away::set);
      }
    }
  }

  private static KafkaConsumer<String, MetricAlert> alertConsumer(
      SinkConfiguration configuration, AvroSerdes serdes) {
    Map<String, Object> config = new HashMap<>(configuration.kafka());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, configuration.group() + "-webhooks");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // Who sets up webhooks wants to hear of changes from now on.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return new KafkaConsumer<>(
        config, new StringDeserializer(), serdes.<MetricAlert>deserializer());
  }

  @Override
  public void close() {
    if (webhooks != null) {
      webhooks.close();
    }
    sink.close();
    warehouse.close();
  }
}
