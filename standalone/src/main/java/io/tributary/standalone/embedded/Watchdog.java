package io.tributary.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that learns from the end of its standard input that this JVM is gone, however it
 * went: the other end of the pipe is held by this JVM, and the kernel closes it even after kill -9.
 */
final class Watchdog implements AutoCloseable {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  static Watchdog start(List<String> command) throws IOException {
    return new Watchdog(
        new ProcessBuilder(apart(command))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /**
   * In a session of its own, so that Ctrl-C in the terminal reaches this JVM only, which then stops
   * its parts in order.
   */
  static List<String> apart(List<String> command) {
    if (!Files.isExecutable(SETSID)) {
      return command;
    }
    List<String> apart = new ArrayList<>();
    apart.add(SETSID.toString());
    apart.addAll(command);
    return apart;
  }

  /** Ends the watch without what it would have done. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
