package io.tributary.sink;

import io.tributary.output.MetricAlert;
import io.tributary.runtime.ServiceContext;
import io.tributary.serde.AvroSerdes;
import io.tributary.serde.SchemaRegistrar;
import io.tributary.sink.SinkConfiguration.WarehouseLogin;
import io.tributary.sink.alerts.WebhookDelivery;
import io.tributary.sink.poll.Sink;
import io.tributary.sink.postgres.Migration;
import io.tributary.sink.postgres.PostgresWarehouse;
import io.tributary.topic.Topic;
import io.tributary.topic.TopicCreator;
import io.tributary.topic.Topics;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
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
   * @throws SQLException when the warehouse has to be migrated and cannot be reached
   */
  public static SinkService start(SinkConfiguration configuration, ServiceContext context)
      throws SQLException {
    try (Admin admin = Admin.create(new HashMap<String, Object>(configuration.kafka()))) {
      TopicCreator.ensure(
          admin, Topics.ALL, configuration.partitions(), (short) configuration.replication());
    }
    if (configuration.registerSchemas()) {
      SchemaRegistrar.register(configuration.registry(), Topics.ALL);
    }
    WarehouseLogin login = configuration.warehouse();
    if (login.migrationUser() != null) {
      Migration.run(
          login.url(), login.migrationUser(), login.migrationPassword(), login.password());
    }
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
