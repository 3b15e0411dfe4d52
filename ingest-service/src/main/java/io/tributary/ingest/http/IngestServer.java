package io.tributary.ingest.http;

import io.micrometer.core.instrument.Gauge;
import io.tributary.event.IdentifierKinds;
import io.tributary.ingest.IngestConfiguration;
import io.tributary.ingest.decode.BodyDecoder;
import io.tributary.ingest.decode.Sender;
import io.tributary.ingest.publish.Publisher;
import io.tributary.ingest.source.Sources;
import io.tributary.ingest.tls.ReloadedTls;
import io.tributary.ingest.translate.Translators;
import io.tributary.runtime.PortInUseException;
import io.tributary.runtime.ServiceContext;
import java.net.BindException;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The port that senders connect to. */
public final class IngestServer implements AutoCloseable {
  private static final int LEAST_THREADS = 8;

  /** Of the bytes in flight, for senders that are not known yet. */
  private static final int UNKNOWN_PART = 4;

  private final Server server;
  private final ServerConnector connector;
  private final Optional<ReloadedTls> tls;

  private IngestServer(Server server, ServerConnector connector, Optional<ReloadedTls> tls) {
    this.server = server;
    this.connector = connector;
    this.tls = tls;
  }

  /**
   * @throws PortInUseException when something else listens there
   */
  public static IngestServer start(
      IngestConfiguration configuration,
      IdentifierKinds kinds,
      Translators translators,
      Supplier<Sources> sources,
      Publisher publisher,
      ServiceContext context) {
    InFlight inFlight = new InFlight(configuration.publish().bytesInFlight());
    Edge edge =
        new Edge(
            sources,
            new RateLimits(System::nanoTime),
            configuration.limits(),
            configuration.http().bodyTimeout(),
            publisher,
            inFlight,
            new InFlight(configuration.publish().bytesInFlight() / UNKNOWN_PART),
            new IngestMeters(context.meters(), inFlight),
            context.clock());
    BodyDecoder decoder =
        new BodyDecoder(new Sender.Rules(configuration.limits(), kinds, configuration.zone()));
    IngestConfiguration.Http http = configuration.http();
    QueuedThreadPool threads = new QueuedThreadPool(http.threads(), LEAST_THREADS);
    threads.setName("http");
    Server server = new Server(threads);
    Optional<ReloadedTls> tls =
        http.tls()
            .map(
                pair ->
                    ReloadedTls.start(
                        pair.certificate(), pair.key(), configuration.sourcesCheck()));
    tls.ifPresent(
        pair ->
            Gauge.builder("tributary.ingest.tls.broken", () -> pair.fault().isPresent() ? 1 : 0)
                .description(
                    "1 while the files of TLS are broken and the pair of before still holds")
                .register(context.meters()));
    ServerConnector connector = connector(server, http, tls);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(http.connections(), connector));
    server.setErrorHandler(new Problems());
    // On a stop, requests that are being answered are waited for, and no others are begun.
    server.setHandler(
        Browsers.around(
            new GracefulHandler(new Routes(edge, Endpoints.of(decoder, translators))),
            http.origins()));
    server.setStopTimeout(http.stopTimeout().toMillis());
    start(server, http.port());
    return new IngestServer(server, connector, tls);
  }

  private static ServerConnector connector(
      Server server, IngestConfiguration.Http http, Optional<ReloadedTls> tls) {
    HttpConfiguration protocol = new HttpConfiguration();
    protocol.setSendServerVersion(false);
    protocol.setSendDateHeader(false);
    protocol.setRequestHeaderSize(http.headBytes());
    // The sender checks whose certificate it is shown. By which of our names or addresses we were
    // reached is no reason to refuse: there is one certificate, and it is the same for all.
    protocol.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory plain = new HttpConnectionFactory(protocol);
    ServerConnector connector =
        tls.map(secured -> new ServerConnector(server, secured.context(), plain))
            .orElseGet(() -> new ServerConnector(server, plain));
    connector.setHost(http.host());
    connector.setPort(http.port());
    connector.setIdleTimeout(http.idleTimeout().toMillis());
    return connector;
  }

  private static void start(Server server, int port) {
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      if (e instanceof BindException || e.getCause() instanceof BindException) {
        throw new PortInUseException(port, "the HTTP edge", "http.port", e);
      }
      throw new IllegalStateException("the HTTP port cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Ends requests in flight with a true answer, then closes the port. */
  @Override
  public void close() {
    stop(server);
    tls.ifPresent(ReloadedTls::close);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP port did not close: " + e.getMessage(), e);
    }
  }
}
