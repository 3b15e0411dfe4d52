package io.tributary.standalone.instance;

import io.tributary.runtime.PortInUseException;
import io.tributary.runtime.config.CommonKeys;
import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import io.tributary.standalone.embedded.EmbeddedRegistry;
import io.tributary.standalone.embedded.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ports of an instance. All but the two that are configurable are on 127.0.0.1. */
record Ports(int http, int management, int broker, int controller, int registry, int postgres) {
  private static final Key<Integer> HTTP = port("http.port", 8080, "Port that events are sent to.");
  private static final Key<Integer> MANAGEMENT =
      port(CommonKeys.MANAGEMENT_PORT.name(), 8081, "Port of health and metrics.");
  private static final Key<Integer> BROKER =
      port("standalone.broker.port", 19092, "Port of the embedded Kafka broker.");
  private static final Key<Integer> CONTROLLER =
      port(
          "standalone.controller.port",
          19093,
          "Port of the embedded broker's controller, which only the broker speaks to.");
  private static final Key<Integer> REGISTRY =
      port("standalone.registry.port", 18081, "Port of the embedded schema registry.");
  private static final Key<Integer> POSTGRES =
      port("standalone.postgres.port", 15432, "Port of the embedded PostgreSQL.");

  static final List<Key<?>> KEYS =
      List.of(HTTP, MANAGEMENT, BROKER, CONTROLLER, REGISTRY, POSTGRES);

  private static Key<Integer> port(String name, int port, String sentence) {
    return Key.integer(name, port)
        .between(0, 65535)
        .describedAs(sentence + " 0 takes any free one.");
  }

  /**
   * The ports as configured, any free one for 0.
   *
   * @throws ConfigurationException when two parts are to have the same port
   */
  static Ports from(Settings settings) {
    Map<Integer, String> taken = new LinkedHashMap<>();
    for (Key<?> key : KEYS) {
      int port = (Integer) settings.get(key);
      String other = port == 0 ? null : taken.put(port, key.name());
      if (other != null) {
        throw new ConfigurationException(
            "%s and %s are both %d; give each its own port".formatted(other, key.name(), port));
      }
    }
    int[] ports = KEYS.stream().mapToInt(key -> (Integer) settings.get(key)).toArray();
    anyFor(ports);
    return new Ports(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5]);
  }

  /** All at a time, so that none is found twice. */
  private static void anyFor(int[] ports) {
    ServerSocket[] found = new ServerSocket[ports.length];
    try {
      for (int i = 0; i < ports.length; i++) {
        if (ports[i] == 0) {
          found[i] = FreePort.open();
          ports[i] = found[i].getLocalPort();
        }
      }
      for (ServerSocket socket : found) {
        if (socket != null) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new ConfigurationException("no free port was found: " + e.getMessage(), e);
    }
  }

  /** The ports as settings, with what was found in place of 0. */
  Map<String, String> settings() {
    return Map.of(
        HTTP.name(), Integer.toString(http),
        MANAGEMENT.name(), Integer.toString(management),
        BROKER.name(), Integer.toString(broker),
        CONTROLLER.name(), Integer.toString(controller),
        REGISTRY.name(), Integer.toString(registry),
        POSTGRES.name(), Integer.toString(postgres));
  }

  /** Bootstrap servers. */
  String kafka() {
    return "127.0.0.1:" + broker;
  }

  /** JDBC URL. */
  String warehouse() {
    return "jdbc:postgresql://127.0.0.1:" + postgres + "/" + Roles.DATABASE;
  }

  /**
   * @param certificate file with the certificate that the HTTP edge shows, when it speaks TLS
   */
  Endpoints endpoints(Optional<Path> certificate) {
    return new Endpoints(
        URI.create((certificate.isPresent() ? "https" : "http") + "://127.0.0.1:" + http),
        certificate.map(Path::toAbsolutePath),
        URI.create("http://127.0.0.1:" + management),
        kafka(),
        URI.create(EmbeddedRegistry.url(registry)),
        warehouse());
  }

  /**
   * Before anything is started: it is easier to act on one clear message than on what a broker or a
   * database says of a taken port.
   *
   * @throws PortInUseException naming the port, what it is for, and the key that changes it
   */
  void check() {
    free(http, "the HTTP edge", HTTP);
    free(management, "health and metrics", MANAGEMENT);
    free(broker, "the Kafka broker", BROKER);
    free(controller, "the Kafka controller", CONTROLLER);
    free(registry, "the schema registry", REGISTRY);
    free(postgres, "PostgreSQL", POSTGRES);
  }

  private static void free(int port, String purpose, Key<?> key) {
    try (ServerSocket socket = new ServerSocket()) {
      // What a closed connection left behind does not keep a server from listening.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new PortInUseException(port, purpose, "--set " + key.name() + "=PORT", e);
    }
  }
}
