package io.tributary.ingest;

import io.micrometer.core.instrument.Gauge;
import io.tributary.event.IdentifierKinds;
import io.tributary.ingest.http.IngestServer;
import io.tributary.ingest.mapping.Mappings;
import io.tributary.ingest.publish.PublisherStart;
import io.tributary.ingest.source.SourcesWatch;
import io.tributary.ingest.translate.SegmentConsent;
import io.tributary.ingest.translate.Translators;
import io.tributary.runtime.Health;
import io.tributary.runtime.HealthStatus;
import io.tributary.runtime.ServiceContext;
import io.tributary.runtime.identity.IdentityFile;
import io.tributary.runtime.yaml.YamlNode;

/** HTTP to Kafka. */
public final class IngestService implements AutoCloseable {
  private final SourcesWatch sources;
  private final PublisherStart publisher;
  private final IngestServer server;
  private final Health.Registration health;

  private IngestService(
      SourcesWatch sources,
      PublisherStart publisher,
      IngestServer server,
      Health.Registration health) {
    this.sources = sources;
    this.publisher = publisher;
    this.server = server;
    this.health = health;
  }

  /**
   * Opens the port, and waits a little for Kafka and the registry. If they are away for longer,
   * requests are answered with 503 until they are there.
   *
   * @throws io.tributary.runtime.PortInUseException when something else listens on the port
   * @throws io.tributary.runtime.config.ConfigurationException when the sources file or the
   *     identity file is wrong
   */
  public static IngestService start(IngestConfiguration configuration, ServiceContext context)
      throws InterruptedException {
    IdentifierKinds kinds = IdentityFile.of(configuration.identityFile()).kinds();
    Translators translators =
        Translators.of(
            Mappings.of(configuration.mappingsFile().map(YamlNode::read)),
            new SegmentConsent(configuration.consentCategories()),
            configuration.limits());
    SourcesWatch sources =
        SourcesWatch.start(configuration.sourcesFile(), configuration.sourcesCheck());
    Gauge.builder("tributary.ingest.sources.broken", () -> sources.fault().isPresent() ? 1 : 0)
        .description("1 while the sources file is broken and the sources of before still hold")
        .register(context.meters());
    PublisherStart publisher = PublisherStart.start(configuration);
    try {
      IngestServer server =
          IngestServer.start(configuration, kinds, translators, sources, publisher, context);
      Health.Registration health =
          context.health().register("ingest", () -> status(sources, publisher));
      publisher.await(configuration.publish().timeout().toMillis());
      return new IngestService(sources, publisher, server, health);
    } catch (RuntimeException e) {
      publisher.close();
      sources.close();
      throw e;
    }
  }

  private static HealthStatus status(SourcesWatch sources, PublisherStart publisher) {
    if (publisher.away().isPresent()) {
      return HealthStatus.down(publisher.away().get());
    }
    return HealthStatus.up(
        sources.fault().map(fault -> "old sources hold: " + fault).orElse("taking events"));
  }

  /** The port that senders connect to. */
  public int port() {
    return server.port();
  }

  /** Requests that are being answered get their answer first. */
  @Override
  public void close() {
    server.close();
    health.close();
    publisher.close();
    sources.close();
  }
}
