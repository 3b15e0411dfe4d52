package io.tributary.standalone.instance;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.ingest.IngestConfiguration;
import io.tributary.ingest.IngestService;
import io.tributary.runtime.Health;
import io.tributary.runtime.HealthStatus;
import io.tributary.runtime.ManagementServer;
import io.tributary.runtime.Meters;
import io.tributary.runtime.ServiceContext;
import io.tributary.runtime.config.CommonKeys;
import io.tributary.runtime.config.Settings;
import io.tributary.serde.SchemaRegistrar;
import io.tributary.sink.SinkConfiguration;
import io.tributary.sink.SinkService;
import io.tributary.standalone.embedded.EmbeddedBroker;
import io.tributary.standalone.embedded.EmbeddedPostgresServer;
import io.tributary.standalone.embedded.EmbeddedRegistry;
import io.tributary.standalone.instance.PartStack.Part;
import io.tributary.streams.topology.TopologyConfiguration;
import io.tributary.streams.topology.TopologyService;
import io.tributary.topic.Topics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Everything that runs in an instance, started as early as what it needs is there. */
final class Parts {
  /** State is restored from Kafka after a crash: that may take a while. */
  private static final Duration HEALTHY = Duration.ofMinutes(5);

  private final DataFolder folder;
  private final Passwords passwords;
  private final Settings settings;
  private final Ports ports;
  private final PrometheusMeterRegistry meters = Meters.create();
  private final Health health = new Health();
  private final ServiceContext context = new ServiceContext(meters, health, Clock.systemUTC());

  private Parts(DataFolder folder, Passwords passwords, StandaloneConfiguration configuration) {
    this.folder = folder;
    this.passwords = passwords;
    this.settings = configuration.settings();
    this.ports = configuration.ports();
  }

  /** Starts them on top of what is on the stack; what was started stays there when one fails. */
  static Endpoints start(
      PartStack stack,
      DataFolder folder,
      Passwords passwords,
      StandaloneConfiguration configuration)
      throws IOException, PartFailedException, InterruptedException {
    // What an earlier run left behind holds its port.
    EmbeddedPostgresServer.stopOrphan(folder.postgres());
    configuration.ports().check();
    Parts parts = new Parts(folder, passwords, configuration);
    stack.start(
        new Part("Kafka", parts::broker),
        new Part("PostgreSQL", parts::postgres),
        new Part("the schema registry", parts::registry),
        new Part("the management port", parts::management));
    stack.start(
        new Part("the sink", parts::sink),
        new Part("the topology", parts::topology),
        new Part("the HTTP edge", parts::ingest));
    parts.awaitHealthy();
    IngestConfiguration.Http http = IngestConfiguration.from(parts.settings).http();
    return configuration.ports().endpoints(http.tls().map(IngestConfiguration.Tls::certificate));
  }

  private AutoCloseable broker() throws Exception {
    EmbeddedBroker broker =
        EmbeddedBroker.start(folder.broker(), ports.broker(), ports.controller());
    health.register("kafka", () -> HealthStatus.up(ports.kafka()));
    return broker;
  }

  private AutoCloseable postgres() throws Exception {
    EmbeddedPostgresServer server =
        EmbeddedPostgresServer.start(
            folder.postgres(),
            folder.postgresPrograms(),
            folder.postgresLog(),
            ports.postgres(),
            passwords.of(EmbeddedPostgresServer.SUPERUSER),
            passwords.areNew());
    try {
      Roles.make(ports.postgres(), passwords);
      server.requirePasswords();
    } catch (Exception e) {
      server.close();
      throw e;
    }
    return server;
  }

  private AutoCloseable registry() throws Exception {
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(folder.registry(), folder.registryLog(), ports.registry());
    try {
      registry.awaitReady();
      SchemaRegistrar.register(settings.get(CommonKeys.REGISTRY), Topics.ALL);
    } catch (Exception e) {
      registry.close();
      throw e;
    }
    health.register("registry", registry::status);
    return registry;
  }

  private AutoCloseable management() {
    return ManagementServer.start(
        settings.get(CommonKeys.MANAGEMENT_HOST),
        ports.management(),
        health,
        meters,
        Map.of("service", "standalone", "data", folder.root().toString()));
  }

  private AutoCloseable ingest() throws Exception {
    return IngestService.start(IngestConfiguration.from(settings), context);
  }

  private AutoCloseable topology() throws Exception {
    return TopologyService.start(TopologyConfiguration.from(settings), context);
  }

  private AutoCloseable sink() throws Exception {
    return SinkService.start(SinkConfiguration.from(settings), context);
  }

  /** The topology takes over its partitions after its start. */
  private void awaitHealthy() throws PartFailedException, InterruptedException {
    long deadline = System.nanoTime() + HEALTHY.toNanos();
    Optional<Map.Entry<String, HealthStatus>> down = down();
    while (down.isPresent()) {
      if (System.nanoTime() > deadline) {
        throw new PartFailedException(down.get().getKey(), down.get().getValue().toString());
      }
      Thread.sleep(50);
      down = down();
    }
  }

  private Optional<Map.Entry<String, HealthStatus>> down() {
    return health.check().entrySet().stream()
        .filter(part -> part.getValue() instanceof HealthStatus.Down)
        .findFirst();
  }
}
