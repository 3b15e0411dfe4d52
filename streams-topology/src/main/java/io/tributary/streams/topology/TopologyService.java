package io.tributary.streams.topology;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.tributary.runtime.Health;
import io.tributary.runtime.HealthStatus;
import io.tributary.runtime.ServiceContext;
import io.tributary.runtime.identity.IdentityFile;
import io.tributary.serde.AvroSerdes;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.store.SharedMemory;
import io.tributary.streams.store.StateStores;
import io.tributary.topic.Preparation;
import io.tributary.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topology, running. */
public final class TopologyService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopologyService.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final ThreadFailures failures;
  private final KafkaStreamsMetrics metrics;
  private final List<Health.Registration> health = new ArrayList<>();

  private TopologyService(KafkaStreams streams, ThreadFailures failures) {
    this.streams = streams;
    this.failures = failures;
    this.metrics = new KafkaStreamsMetrics(streams);
  }

  /**
   * Waits for the brokers and the registry and starts the topology; its health says when it has
   * taken over its partitions.
   *
   * @throws io.tributary.runtime.config.ConfigurationException when a file is wrong
   * @throws RuntimeException when topics or schemas are not as they must be
   */
  public static TopologyService start(TopologyConfiguration configuration, ServiceContext context)
      throws InterruptedException {
    // What is wrong with a file is said at once, whether or not there is anything to connect to.
    IdentityFile identity = configuration.identity();
    Supplier<AlertRules> alertRules = configuration.alertRules(context.clock());
    awaitOthers(configuration, context);
    TopologyConfiguration.StreamsSettings streamsSettings = configuration.streams();
    Backlog backlog =
        new Backlog(
            context.clock(),
            configuration.backlogWait(),
            configuration.backlogMost(),
            RevenueTopology.tasks(configuration.partitions()));
    StageContext stages =
        new StageContext(
            new AvroSerdes(configuration.registry(), false),
            configuration.partitions(),
            configuration.policy(),
            identity.kinds(),
            identity.maxLinks(),
            configuration.customerLimits(),
            new SharedMemory(configuration.customerCacheBytes()),
            configuration.sumsCacheBytes(),
            configuration.flushInterval(),
            configuration.flushMaxDelay(),
            alertRules,
            StateStores.of(
                streamsSettings.stores(), streamsSettings.storesMemoryBytes(), context.meters()),
            context.clock(),
            backlog,
            new CommitInterval(streamsSettings.commitInterval(), backlog),
            context.meters());
    KafkaStreams streams =
        new KafkaStreams(RevenueTopology.of(stages), StreamsProperties.of(configuration));
    ThreadFailures failures = new ThreadFailures(context.clock(), TopologyService::pause);
    streams.setUncaughtExceptionHandler(failures);
    TopologyService service = new TopologyService(streams, failures);
    service.metrics.bindTo(context.meters());
    service.health.add(context.health().register("streams", service::streamsHealth));
    service.health.add(context.health().register("kafka", service::kafkaHealth));
    streams.start();
    return service;
  }

  private static void awaitOthers(TopologyConfiguration configuration, ServiceContext context)
      throws InterruptedException {
    AtomicReference<String> away = new AtomicReference<>("starting");
    try (Health.Registration waiting =
        context.health().register("streams", () -> HealthStatus.down(away.get()))) {
      new Preparation(
              configuration.kafka(),
              configuration.registry(),
              configuration.registerSchemas(),
              configuration.partitions(),
              configuration.replication())
          .await(Topics.ALL, away::set);
    }
  }

  private HealthStatus streamsHealth() {
    if (failures.fatal().isPresent()) {
      return HealthStatus.down("stopped: " + failures.fatal().get());
    }
    KafkaStreams.State state = streams.state();
    return switch (state) {
      case RUNNING -> HealthStatus.up("running");
      case CREATED, REBALANCING -> HealthStatus.down("taking over partitions and their state");
      case PENDING_SHUTDOWN, NOT_RUNNING -> HealthStatus.down("stopped");
      case PENDING_ERROR, ERROR -> HealthStatus.down("failed; the log says why");
    };
  }

  private HealthStatus kafkaHealth() {
    double connections =
        streams.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("connection-count"))
            .map(metric -> (Number) metric.metricValue())
            .mapToDouble(Number::doubleValue)
            .sum();
    return connections > 0
        ? HealthStatus.up((long) connections + " connections")
        : HealthStatus.down("not connected to any broker");
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    health.forEach(Health.Registration::close);
    metrics.close();
    // Staying in the group would make an immediate restart wait for the old session to end.
    boolean stopped =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(STOP_TIMEOUT));
    if (!stopped) {
      LOG.warn(
          "the topology did not stop within {}; what was not committed is done again at the next"
              + " start",
          STOP_TIMEOUT);
    }
  }
}
