package io.tributary.standalone.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL server of its own, with its data in a folder, for this machine only. */
public final class EmbeddedPostgresServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final int TRIES = 10;
  private static final long PAUSE_MILLIS = 500;

  private final EmbeddedPostgres server;
  private final Watchdog watchdog;

  private EmbeddedPostgresServer(EmbeddedPostgres server, Watchdog watchdog) {
    this.server = server;
    this.watchdog = watchdog;
  }

  /**
   * @param data where the database is kept; made when it is new
   * @param programs where the server's programs are unpacked to
   */
  public static EmbeddedPostgresServer start(Path data, Path programs, int port)
      throws IOException, InterruptedException {
    Files.createDirectories(programs);
    EmbeddedPostgres server = startPatiently(data, programs, port);
    Path pidFile = data.resolve("postmaster.pid");
    // SIGINT is PostgreSQL's fast shutdown.
    Watchdog watchdog =
        Watchdog.start(
            List.of(
                "sh",
                "-c",
                "cat >/dev/null; kill -INT \"$(head -n 1 \"$0\")\"",
                pidFile.toString()));
    return new EmbeddedPostgresServer(server, watchdog);
  }

  /**
   * After a crash the old server may still be stopping, or have left its pid file: then it takes a
   * few tries.
   */
  private static EmbeddedPostgres startPatiently(Path data, Path programs, int port)
      throws IOException, InterruptedException {
    IOException failure = null;
    for (int tried = 0; tried < TRIES; tried++) {
      try {
        return EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(programs.toFile())
            .setPort(port)
            .setPGStartupWait(START)
            .setRegisterShutdownHook(false)
            .setServerConfig("listen_addresses", "127.0.0.1")
            // What was acknowledged must survive a crash; the library's defaults are for tests.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "96MB")
            .setServerConfig("max_connections", "40")
            .setServerConfig("max_wal_size", "2GB")
            .setServerConfig("wal_compression", "on")
            .setServerConfig("jit", "off")
            .start();
      } catch (IOException | IllegalStateException e) {
        failure =
            e instanceof IOException io ? io : new IOException("PostgreSQL does not start", e);
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    throw failure;
  }

  @Override
  public void close() throws IOException {
    server.close();
    watchdog.close();
  }
}
