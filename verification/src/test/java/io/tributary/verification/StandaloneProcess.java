package io.tributary.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A command of {@code ./tributary} in a process of its own. */
final class StandaloneProcess implements AutoCloseable {
  private static final List<String> ANY_PORTS =
      List.of(
          "http.port",
          "management.port",
          "standalone.broker.port",
          "standalone.controller.port",
          "standalone.registry.port",
          "standalone.postgres.port");

  private final Path output;
  private final Path data;
  private final Process process;

  /** What a command that ended left behind. */
  record Ended(int code, String output) {}

  private StandaloneProcess(Path data, List<String> arguments) throws IOException {
    this.data = data;
    this.output = Files.createTempFile(data.toAbsolutePath().getParent(), "command", ".out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.tributary.standalone.cli.TributaryMain");
    command.addAll(arguments);
    command.addAll(List.of("--data", data.toString()));
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
  }

  /** An instance with any free ports. */
  static StandaloneProcess up(Path data, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(List.of(more));
    ANY_PORTS.forEach(port -> arguments.addAll(List.of("--set", port + "=0")));
    return new StandaloneProcess(data, arguments);
  }

  /** Runs a command to its end. */
  static Ended run(Path data, String... arguments) throws IOException, InterruptedException {
    try (StandaloneProcess command = new StandaloneProcess(data, List.of(arguments))) {
      return command.await();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** All processes that it started, directly or not. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  Ended await() throws IOException, InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the command did not end: " + output());
    }
    return new Ended(process.exitValue(), output());
  }

  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the HTTP edge of the running instance listens. */
  URI edge() throws IOException {
    Properties running = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("running.properties"))) {
      running.load(reader);
    }
    return URI.create(running.getProperty("http"));
  }

  String localKey() throws IOException {
    return Files.readString(data.resolve("local.key")).strip();
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** As Ctrl-C does. */
  Ended interrupt() throws IOException, InterruptedException {
    process.destroy();
    return await();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
