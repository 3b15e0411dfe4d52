package io.tributary.ingest.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.event.IdentifierKinds;
import io.tributary.ingest.IngestConfiguration;
import io.tributary.ingest.mapping.Mappings;
import io.tributary.ingest.publish.FakePublisher;
import io.tributary.ingest.source.SourcesFile;
import io.tributary.ingest.source.SourcesWatch;
import io.tributary.ingest.translate.SegmentConsent;
import io.tributary.ingest.translate.Translators;
import io.tributary.runtime.Health;
import io.tributary.runtime.ServiceContext;
import io.tributary.runtime.config.Settings;
import io.tributary.runtime.yaml.YamlNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** The HTTP edge on a free port, with a fake publisher behind it and one source: crm. */
final class RunningEdge implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-04-01T12:00:00Z");

  final FakePublisher publisher = new FakePublisher();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final HttpClient client = HttpClient.newHttpClient();
  final String key;
  final Path sourcesFile;
  final SourcesWatch sources;
  final IngestServer server;

  RunningEdge(Path folder, Map<String, String> settings) {
    this.sourcesFile = folder.resolve("sources.yaml");
    this.key = SourcesFile.addKey(sourcesFile, "crm");
    this.sources = SourcesWatch.start(sourcesFile, Duration.ofMillis(20));
    Map<String, String> all = new HashMap<>(settings);
    all.put("http.port", "0");
    all.put("http.host", "127.0.0.1");
    all.put("sources.file", sourcesFile.toString());
    IngestConfiguration configuration =
        IngestConfiguration.from(
            Settings.load(IngestConfiguration.keys(), Optional.empty(), Map.of(), all));
    this.server =
        IngestServer.start(
            configuration,
            IdentifierKinds.standard(),
            Translators.of(
                Mappings.of(configuration.mappingsFile().map(YamlNode::read)),
                new SegmentConsent(configuration.consentCategories()),
                configuration.limits()),
            sources,
            publisher,
            new ServiceContext(meters, new Health(), Clock.fixed(NOW, ZoneOffset.UTC)));
  }

  /** Writes the sources file anew and waits until it is read. */
  void rewriteSources(String text) throws IOException {
    var before = sources.get();
    Path next = Files.writeString(sourcesFile.resolveSibling("next.yaml"), text);
    Files.move(
        next,
        sourcesFile,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    org.awaitility.Awaitility.await()
        .until(() -> sources.get() != before || sources.fault().isPresent());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpRequest.Builder events() {
    return HttpRequest.newBuilder(uri("/v1/events"))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key);
  }

  HttpResponse<String> post(String contentType, String body)
      throws IOException, InterruptedException {
    return send(
        events()
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return post("application/json", body);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    }
    return zipped.toByteArray();
  }

  @Override
  public void close() {
    server.close();
    sources.close();
  }
}
