package io.tributary.standalone.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A PostgreSQL server of its own, with its data in a folder, for this machine only. */
public final class EmbeddedPostgresServer implements AutoCloseable {
  public static final String SUPERUSER = "postgres";

  /** Recovery after a crash replays the log: that may take a while. */
  private static final Duration START = Duration.ofSeconds(60);

  private static final String TRUST = "host all all 127.0.0.1/32 trust\n";
  private static final String PASSWORDS = "host all all 127.0.0.1/32 scram-sha-256\n";

  private final EmbeddedPostgres server;
  private final Watchdog watchdog;
  private final Path access;

  private EmbeddedPostgresServer(EmbeddedPostgres server, Watchdog watchdog, Path access) {
    this.server = server;
    this.watchdog = watchdog;
    this.access = access;
  }

  /**
   * @param data where the database is kept; made when it is new
   * @param programs where the server's programs are unpacked to
   * @param log file that the server's output goes to
   * @param password of the superuser
   * @param trusting whether to let everybody in, because the password is not yet the superuser's;
   *     {@link #requirePasswords} ends that
   */
  public static EmbeddedPostgresServer start(
      Path data, Path programs, Path log, int port, String password, boolean trusting)
      throws IOException, InterruptedException {
    Files.createDirectories(programs);
    Path access = data.resolve("pg_hba.conf");
    if (trusting && Files.exists(access)) {
      Files.writeString(access, TRUST);
    }
    stopOrphan(data);
    EmbeddedPostgres server = server(data, programs, log, port, password);
    try {
      Watchdog watchdog = Watchdog.start(PostmasterPid.stopWhenInputEnds(data));
      return new EmbeddedPostgresServer(server, watchdog, access);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Stops a server that outlived the process which started it on the data, and waits for it. */
  public static void stopOrphan(Path data) throws IOException, InterruptedException {
    PostmasterPid.stopOrphan(data);
  }

  private static EmbeddedPostgres server(
      Path data, Path programs, Path log, int port, String password) throws IOException {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setOverrideWorkingDirectory(programs.toFile())
          .setPort(port)
          .setPGStartupWait(START)
          .setRegisterShutdownHook(false)
          .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .setConnectConfig("password", password)
          // The same on every machine, whatever locales it has.
          .setLocaleConfig("locale-provider", "builtin")
          .setLocaleConfig("builtin-locale", "C.UTF-8")
          .setLocaleConfig("locale", "C")
          .setServerConfig("listen_addresses", "127.0.0.1")
          // A socket in a folder that all users share would be a second way in.
          .setServerConfig("unix_socket_directories", "")
          // What was acknowledged must survive a crash; the library's defaults are for tests.
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("shared_buffers", "256MB")
          // With a few megabytes, transactions of a backfill waited until the log was written.
          .setServerConfig("wal_buffers", "32MB")
          .setServerConfig("max_connections", "40")
          .setServerConfig("max_wal_size", "2GB")
          .setServerConfig("wal_compression", "on")
          .setServerConfig("jit", "off")
          .start();
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** From now on nobody gets in without a password. */
  public void requirePasswords() throws IOException, SQLException {
    if (Files.readString(access).equals(PASSWORDS)) {
      return;
    }
    Files.writeString(access, PASSWORDS);
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    watchdog.close();
  }
}
