package io.tributary.standalone.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.runtime.Health;
import io.tributary.runtime.Logs;
import io.tributary.runtime.ServiceContext;
import io.tributary.serde.AvroSerdes;
import io.tributary.serde.SchemaRegistrar;
import io.tributary.standalone.embedded.EmbeddedBroker;
import io.tributary.standalone.embedded.EmbeddedPostgresServer;
import io.tributary.standalone.embedded.EmbeddedRegistry;
import io.tributary.standalone.embedded.FreePort;
import io.tributary.topic.TopicCreator;
import io.tributary.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The real parts that a benchmark works with, in a temporary folder, on free ports, and set as an
 * instance on one machine sets them. Closing ends them and deletes the folder.
 */
final class Workbench implements AutoCloseable {
  /** As in an instance on one machine. */
  static final int PARTITIONS = 4;

  private static final String PASSWORD = "bench";

  private final Path folder;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, String> settings = new HashMap<>();
  private String warehouse;

  private Workbench(Path folder) {
    this.folder = folder;
  }

  static Workbench open() throws IOException {
    Workbench bench = new Workbench(Files.createTempDirectory("tributary-bench-"));
    Logs.toFile(bench.folder.resolve("bench.log"));
    bench.settings.put("topics.partitions", Integer.toString(PARTITIONS));
    bench.settings.put("topics.replication", "1");
    return bench;
  }

  /** A broker with all topics, and a registry with all schemas. */
  Workbench withKafka() throws Exception {
    int[] ports = freePorts(3);
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(folder.resolve("registry"), folder.resolve("log"), ports[2]);
    parts.push(registry);
    parts.push(EmbeddedBroker.start(folder.resolve("kafka"), ports[0], ports[1]));
    settings.put("kafka.bootstrap.servers", "127.0.0.1:" + ports[0]);
    settings.put("registry.schema.registry.url", EmbeddedRegistry.url(ports[2]));
    try (Admin admin = Admin.create(kafka())) {
      TopicCreator.ensure(admin, Topics.ALL, PARTITIONS, (short) 1);
    }
    registry.awaitReady();
    SchemaRegistrar.register(registry(), Topics.ALL);
    return this;
  }

  /** A database that writes through to the disk. */
  Workbench withPostgres() throws Exception {
    int port = freePorts(1)[0];
    parts.push(
        EmbeddedPostgresServer.start(
            folder.resolve("postgres"),
            folder.resolve("postgres-programs"),
            folder.resolve("log"),
            port,
            PASSWORD,
            true));
    warehouse = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    settings.put("warehouse.url", warehouse);
    settings.put("warehouse.user", "tributary_sink");
    settings.put("warehouse.password", PASSWORD);
    settings.put("warehouse.migration.user", EmbeddedPostgresServer.SUPERUSER);
    settings.put("warehouse.migration.password", PASSWORD);
    return this;
  }

  Path folder() {
    return folder;
  }

  /** What services are configured with to work here: of these keys those that they have. */
  Map<String, String> settings(List<String> keys) {
    Map<String, String> known = new HashMap<>(settings);
    known
        .keySet()
        .removeIf(
            name -> keys.stream().noneMatch(key -> name.equals(key) || name.startsWith(key + '.')));
    return known;
  }

  /** Settings of Kafka clients. */
  Map<String, Object> kafka() {
    return new HashMap<>(Map.of("bootstrap.servers", settings.get("kafka.bootstrap.servers")));
  }

  AvroSerdes serdes() {
    return new AvroSerdes(registry(), false);
  }

  private Map<String, String> registry() {
    return Map.of("schema.registry.url", settings.get("registry.schema.registry.url"));
  }

  /** As the superuser. */
  Connection database() throws SQLException {
    return DriverManager.getConnection(warehouse, EmbeddedPostgresServer.SUPERUSER, PASSWORD);
  }

  /** What a service is handed, with meters and health of its own. */
  static ServiceContext context() {
    return new ServiceContext(new SimpleMeterRegistry(), new Health(), Clock.systemUTC());
  }

  /** All at a time, so that none is found twice. */
  static int[] freePorts(int count) throws IOException {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    for (int i = 0; i < count; i++) {
      sockets[i] = FreePort.open();
      ports[i] = sockets[i].getLocalPort();
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  @Override
  public void close() {
    Closing.all(parts.toArray(AutoCloseable[]::new));
    parts.clear();
    delete(folder);
  }

  /** With all that is in it; that something is gone already is fine. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
