package io.tributary.verification;

import io.tributary.standalone.embedded.EmbeddedPostgresServer;
import io.tributary.standalone.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Path;

/** A broker, a database and a schema registry of the test's own, each of which can be away. */
final class EmbeddedParts implements AutoCloseable {
  private static final String SUPERUSER = EmbeddedPostgresServer.SUPERUSER;

  private final int kafkaPort = Ports.free();
  private final int controllerPort = Ports.free();
  private final int registryPort = Ports.free();
  private final int postgresPort = Ports.free();
  private final Path folder;
  private BrokerProcess broker;
  private EmbeddedPostgresServer postgres;
  private EmbeddedRegistry registry;

  /** Nothing is started yet. */
  EmbeddedParts(Path folder) {
    this.folder = folder;
  }

  EmbeddedParts startAll() throws IOException, InterruptedException {
    startRegistry();
    startBroker();
    startPostgres();
    registry.awaitReady();
    return this;
  }

  void startBroker() throws IOException {
    broker =
        BrokerProcess.start(
            folder.resolve("kafka"), kafkaPort, controllerPort, folder.resolve("broker.log"));
  }

  void killBroker() throws InterruptedException {
    broker.kill();
    broker = null;
  }

  void stopBroker() {
    broker.close();
    broker = null;
  }

  void startPostgres() throws IOException, InterruptedException {
    postgres =
        EmbeddedPostgresServer.start(
            folder.resolve("postgres"),
            folder.resolve("programs"),
            folder.resolve("postgres.log"),
            postgresPort,
            SUPERUSER,
            true);
  }

  void stopPostgres() throws IOException {
    postgres.close();
    postgres = null;
  }

  void startRegistry() throws IOException {
    registry =
        EmbeddedRegistry.start(
            folder.resolve("registry"), folder.resolve("registry.log"), registryPort);
  }

  void stopRegistry() {
    registry.close();
    registry = null;
  }

  Addresses addresses() {
    return new Addresses(
        "127.0.0.1:" + kafkaPort,
        EmbeddedRegistry.url(registryPort),
        "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres",
        SUPERUSER,
        SUPERUSER);
  }

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      stopPostgres();
    }
    if (broker != null) {
      stopBroker();
    }
    if (registry != null) {
      stopRegistry();
    }
  }
}
