package io.tributary.ingest.tls;

import io.tributary.runtime.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with a pair of files that are read again when one of them changes. Connections that are open
 * stay as they are. While the files are broken, or only one of them has been replaced yet, the old
 * pair holds.
 */
public final class ReloadedTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadedTls.class);

  private final Path certificate;
  private final Path key;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final ScheduledExecutorService thread;
  private volatile String fault;
  private Version version;

  private record Version(FileTime certificate, FileTime key) {}

  private ReloadedTls(Path certificate, Path key) {
    this.certificate = certificate;
    this.key = key;
    this.version = version();
    use(context);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread worker = new Thread(task, "tls");
              worker.setDaemon(true);
              return worker;
            });
  }

  /**
   * @param certificate the chain, the server's own first
   * @param key of PKCS#8, without a password
   * @throws ConfigurationException when the files cannot be used
   */
  public static ReloadedTls start(Path certificate, Path key, Duration interval) {
    ReloadedTls tls = new ReloadedTls(certificate, key);
    long millis = Math.max(1, interval.toMillis());
    var unused =
        tls.thread.scheduleWithFixedDelay(tls::look, millis, millis, TimeUnit.MILLISECONDS);
    return tls;
  }

  public SslContextFactory.Server context() {
    return context;
  }

  /** What is wrong with the files as they are now, while the old pair holds. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  private void use(SslContextFactory factory) {
    factory.setKeyStore(PemPair.read(certificate, key));
    factory.setKeyStorePassword(PemPair.PASSWORD);
  }

  private void look() {
    Version now = version();
    if (now.equals(version)) {
      return;
    }
    try {
      context.reload(this::use);
      version = now;
      fault = null;
      LOG.info("{} was read again", certificate);
    } catch (Exception e) {
      // Looked at again next time: the other file may be on its way.
      if (!String.valueOf(e.getMessage()).equals(fault)) {
        LOG.error("{}; the certificate of before still holds", e.getMessage());
      }
      fault = String.valueOf(e.getMessage());
    }
  }

  private Version version() {
    return new Version(modified(certificate), modified(key));
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
