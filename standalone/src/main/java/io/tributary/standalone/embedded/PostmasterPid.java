package io.tributary.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a PostgreSQL server leaves in its data folder while it runs, and is left there when it is
 * killed.
 */
final class PostmasterPid {
  private static final Duration STOP = Duration.ofSeconds(30);

  /** Processes of a server that was killed notice it within moments. */
  private static final Duration NOTICE = Duration.ofSeconds(1);

  private PostmasterPid() {}

  private static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  private static Optional<Long> read(Path data) throws IOException {
    if (!Files.exists(file(data))) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file(data));
    return lines.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(lines.get(0).strip()));
  }

  /**
   * Stops the server that outlived the process which started it, and waits until it is gone. Only
   * who holds the lock of the data folder may ask for that.
   *
   * @throws IOException when it does not stop
   */
  static void stopOrphan(Path data) throws IOException, InterruptedException {
    Optional<Long> pid = read(data);
    if (pid.isEmpty()) {
      return;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid.get());
    if (process.isEmpty()) {
      Thread.sleep(NOTICE.toMillis());
      return;
    }
    if (!isPostgres(process.get())) {
      // The number was given to another process since: the server would take that for its like.
      Files.deleteIfExists(file(data));
      return;
    }
    new ProcessBuilder("kill", "-INT", Long.toString(pid.get())).start().waitFor();
    long deadline = System.nanoTime() + STOP.toNanos();
    while (process.get().isAlive()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the PostgreSQL server of an earlier run, process %d, does not stop; stop it with: kill -QUIT %d"
                .formatted(pid.get(), pid.get()));
      }
      Thread.sleep(50);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString().equals("postgres"))
        .orElse(true);
  }

  /**
   * A command that asks the server to stop at once, as pg_ctl's fast mode does, when its input
   * ends: this server, not one that has taken its place since.
   */
  static List<String> stopWhenInputEnds(Path data) throws IOException {
    long pid = read(data).orElseThrow(() -> new IOException("PostgreSQL has left no pid file"));
    return List.of(
        "sh",
        "-c",
        "cat >/dev/null; [ \"$(head -n 1 \"$0\")\" = \"$1\" ] && kill -INT \"$1\"",
        file(data).toString(),
        Long.toString(pid));
  }
}
