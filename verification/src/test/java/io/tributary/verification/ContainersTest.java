package io.tributary.verification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The services against the broker, the registry and the database that are run elsewhere. */
@Testcontainers(disabledWithoutDocker = true)
class ContainersTest {
  private static final int REGISTRY_PORT = 8080;

  @Container private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

  @Container
  private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:17");

  @Container
  private static final GenericContainer<?> REGISTRY =
      new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
          .withExposedPorts(REGISTRY_PORT)
          .waitingFor(
              Wait.forHttp("/apis/ccompat/v7/subjects")
                  .forPort(REGISTRY_PORT)
                  .withStartupTimeout(Duration.ofMinutes(2)));

  @Test
  void everyAcknowledgedEventIsInTheWarehouseOnce(@TempDir Path folder) throws Exception {
    Addresses addresses =
        new Addresses(
            KAFKA.getBootstrapServers(),
            "http://%s:%d/apis/ccompat/v7"
                .formatted(REGISTRY.getHost(), REGISTRY.getMappedPort(REGISTRY_PORT)),
            POSTGRES.getJdbcUrl().replaceFirst("\\?.*", ""),
            POSTGRES.getUsername(),
            POSTGRES.getPassword());
    try (Services services = new Services(folder, addresses)) {
      services.startIngest();
      services.startTopology("topology-1", Map.of());
      services.startTopology("topology-2", Map.of());
      services.startSink("sink-1", Map.of());
      services.startSink("sink-2", Map.of());
      Load load = services.load("deal").start();
      load.awaitMore(500);
      load.stop();

      new EveryAcknowledgedEventOnce(load, addresses.warehouse()).check();
    }
  }
}
