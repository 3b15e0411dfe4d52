package io.tributary.sink;

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
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Kafka to the warehouse, and alerts to their receivers. */
public final class SinkService implements AutoCloseable {
  private final Sink sink;
  private final List<WebhookDelivery> webhooks;

  private SinkService(Sink sink, List<WebhookDelivery> webhooks) {
    this.sink = sink;
    this.webhooks = webhooks;
  }

  /**
   * Waits for what it needs: the brokers, the registry and, when it has to be migrated, the
   * warehouse.
   *
   * @throws io.tributary.runtime.config.ConfigurationException when the warehouse lacks what it
   *     needs
   */
  public static SinkService start(SinkConfiguration configuration, ServiceContext context)
      throws InterruptedException {
    awaitOthers(configuration, context);
    WarehouseLogin login = configuration.warehouse();
    AvroSerdes serdes = new AvroSerdes(configuration.registry(), false);
    Sink sink =
        new Sink(
            configuration,
            PostgresWarehouse.topics().stream().map(Topic::name).toList(),
            () -> PostgresWarehouse.open(login.url(), login.user(), login.password()),
            serdes,
            context);
    List<WebhookDelivery> webhooks =
        configuration.webhooks().urls().stream()
            .map(url -> WebhookDelivery.start(url, configuration, serdes, context))
            .toList();
    return new SinkService(sink, webhooks);
  }

  private static void awaitOthers(SinkConfiguration configuration, ServiceContext context)
      throws InterruptedException {
    AtomicReference<String> away = new AtomicReference<>("starting");
    try (Health.Registration waiting =
        context.health().register("sink", () -> HealthStatus.down(away.get()))) {
      new Preparation(
              configuration.kafka(),
              configuration.registry(),
              configuration.registerSchemas(),
              configuration.partitions(),
              configuration.replication())
          .await(Topics.ALL, away::set);
      if (configuration.warehouse().migrationUser() != null) {
        Migration.await(configuration.warehouse(), away::set);
      }
    }
  }

  @Override
  public void close() {
    webhooks.forEach(WebhookDelivery::close);
    sink.close();
  }
}
