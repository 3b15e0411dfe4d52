package io.tributary.standalone.embedded;

import io.tributary.runtime.HealthStatus;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Apicurio schema registry as a child process, with its schemas in a file, for this machine
 * only.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration PROBE = Duration.ofSeconds(2);

  private final Process process;
  private final int port;

  private EmbeddedRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the process; {@link #awaitReady} tells when it answers.
   *
   * @param folder where the schemas are kept
   * @param log file that the process's output goes to
   */
  public static EmbeddedRegistry start(Path folder, Path log, int port) throws IOException {
    Files.createDirectories(folder);
    String database = folder.toAbsolutePath().resolve("registry").toString();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            // Without it a schema that was registered just before a crash would be lost.
            "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + database + ";WRITE_DELAY=0",
            "-Dquarkus.datasource.jdbc.min-size=1",
            "-Dquarkus.datasource.jdbc.initial-size=1",
            "-Dquarkus.datasource.jdbc.max-size=8",
            "-Dquarkus.log.level=WARN",
            "-cp",
            ownClasses() + File.pathSeparator + runner(),
            RegistryProcess.class.getName());
    Process process =
        new ProcessBuilder(Watchdog.apart(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new EmbeddedRegistry(process, port);
  }

  /** Where clients reach it: the registry's Confluent-compatible API. */
  public static String url(int port) {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /**
   * @throws IOException when it ended, or does not answer in time
   */
  public void awaitReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(port) + "/subjects")).timeout(PROBE).build();
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new IOException("the schema registry ended with code " + process.exitValue());
      }
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not there yet.
      }
      Thread.sleep(100);
    }
    throw new IOException("the schema registry does not answer after " + START.toSeconds() + " s");
  }

  /** Whether its process lives. */
  public HealthStatus status() {
    return process.isAlive()
        ? HealthStatus.up(url(port))
        : HealthStatus.down("its process ended with code " + process.exitValue());
  }

  private static Path ownClasses() throws IOException {
    try {
      return Path.of(
          EmbeddedRegistry.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The build unpacks the registry beside the classes of this module. */
  private static Path runner() throws IOException {
    Path folder = ownClasses().resolveSibling("registry");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("there is no schema registry in " + folder));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
