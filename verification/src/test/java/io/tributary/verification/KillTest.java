package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.ingest.IngestMain;
import io.tributary.ingest.source.SourcesFile;
import io.tributary.sink.SinkMain;
import io.tributary.standalone.embedded.EmbeddedBroker;
import io.tributary.standalone.embedded.EmbeddedPostgresServer;
import io.tributary.standalone.embedded.EmbeddedRegistry;
import io.tributary.streams.topology.TopologyMain;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every service as a process of its own, killed under load. */
class KillTest {
  private final int kafkaPort = Ports.free();
  private final int registryPort = Ports.free();
  private final int postgresPort = Ports.free();
  private final int httpPort = Ports.free();

  @TempDir private Path folder;

  private EmbeddedBroker broker;
  private EmbeddedPostgresServer postgres;
  private EmbeddedRegistry registry;
  private ServiceProcess ingest;
  private ServiceProcess topology;
  private ServiceProcess sink;
  private Load load;
  private Warehouse warehouse;

  @BeforeEach
  void start() throws Exception {
    registry =
        EmbeddedRegistry.start(
            folder.resolve("registry"), folder.resolve("registry.log"), registryPort);
    broker = EmbeddedBroker.start(folder.resolve("kafka"), kafkaPort, Ports.free());
    postgres =
        EmbeddedPostgresServer.start(
            folder.resolve("postgres"), folder.resolve("programs"), postgresPort);
    registry.awaitReady();
    Path sources = folder.resolve("sources.yaml");
    String key = SourcesFile.addKey(sources, "crm");
    ingest =
        service(
            IngestMain.class,
            Map.of("http.port", Integer.toString(httpPort), "sources.file", sources.toString()));
    topology =
        service(
            TopologyMain.class,
            Map.of(
                "streams.state.dir", folder.resolve("state").toString(),
                "streams.instance.id", "topology-1"));
    sink =
        service(
            SinkMain.class,
            Map.of(
                "warehouse.url", jdbcUrl(),
                "warehouse.migration.user", "postgres",
                "sink.instance.id", "sink-1"));
    load = new Load(URI.create("http://127.0.0.1:" + httpPort), key, "deal");
    warehouse = new Warehouse(jdbcUrl() + "?user=postgres");
  }

  private String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres";
  }

  private ServiceProcess service(Class<?> main, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("kafka.bootstrap.servers", "127.0.0.1:" + kafkaPort);
    settings.put("registry.schema.registry.url", EmbeddedRegistry.url(registryPort));
    settings.put("schemas.register", "true");
    settings.put("topics.partitions", "4");
    settings.put("topics.replication", "1");
    settings.put("management.port", Integer.toString(Ports.free()));
    return new ServiceProcess(main, settings, folder.resolve(main.getSimpleName() + ".log"));
  }

  @AfterEach
  void stop() throws Exception {
    for (ServiceProcess process : new ServiceProcess[] {ingest, topology, sink}) {
      if (process != null) {
        process.close();
      }
    }
    keepLogs();
    postgres.close();
    broker.close();
    registry.close();
  }

  /** What the services said outlives the temporary folder. */
  private void keepLogs() throws Exception {
    Path target = Files.createDirectories(Path.of("target", "kill-test"));
    for (Class<?> main : new Class<?>[] {IngestMain.class, TopologyMain.class, SinkMain.class}) {
      Path log = folder.resolve(main.getSimpleName() + ".log");
      if (Files.exists(log)) {
        Files.copy(
            log,
            target.resolve(log.getFileName()),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void whateverServiceIsKilledEveryAcknowledgedEventIsInTheWarehouseOnce() throws Exception {
    Thread sender = new Thread(load, "load");
    sender.start();
    awaitMore(200);
    awaitWarehouse();

    for (ServiceProcess victim : new ServiceProcess[] {ingest, topology, sink}) {
      awaitMore(200);
      victim.kill();
      Thread.sleep(500);
      victim.start();
    }
    awaitMore(400);
    load.stop();
    sender.join();

    assertThat(load.refused()).as("requests that met a dead ingest").isPositive();
    new EveryAcknowledgedEventOnce(load, warehouse).check();
    assertThat(ingest.stop()).isIn(0, 143);
    assertThat(topology.stop()).isIn(0, 143);
    assertThat(sink.stop()).isIn(0, 143);
  }

  private void awaitMore(int opportunities) {
    int enough = load.opportunities() + opportunities;
    await().atMost(Duration.ofMinutes(2)).until(() -> load.opportunities() >= enough);
  }

  private void awaitWarehouse() {
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> !"0".equals(warehouse.ask("SELECT count(*) FROM tributary.metric_value")));
  }
}
