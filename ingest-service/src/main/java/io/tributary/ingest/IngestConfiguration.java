package io.tributary.ingest;

import io.tributary.ingest.decode.Limits;
import io.tributary.runtime.config.CommonKeys;
import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What ingest is configured with.
 *
 * @param sourcesFile who may send
 * @param sourcesCheck how often it is looked at
 * @param identityFile which kinds of identifiers there are
 * @param mappingsFile what the calls and deliveries of others mean
 * @param consentCategories of which none may have been refused
 * @param zone whose midnight a date means
 */
public record IngestConfiguration(
    Map<String, String> kafka,
    Map<String, String> registry,
    boolean registerSchemas,
    int partitions,
    int replication,
    Http http,
    Path sourcesFile,
    Duration sourcesCheck,
    Optional<Path> identityFile,
    Optional<Path> mappingsFile,
    List<String> consentCategories,
    ZoneId zone,
    Limits limits,
    Publish publish) {

  private static final Key<String> HTTP_HOST =
      Key.string("http.host", "0.0.0.0").describedAs("Address that senders connect to.");
  private static final Key<Integer> HTTP_PORT =
      Key.integer("http.port", 8080)
          .between(0, 65535)
          .describedAs("Port that senders connect to. 0 takes any free one.");
  private static final Key<Integer> HTTP_THREADS =
      Key.integer("http.threads", 64)
          .between(8, 1000)
          .describedAs("Most threads that serve requests; a request that waits holds none.");
  private static final Key<Duration> HTTP_IDLE =
      Key.duration("http.idle.timeout", "30s")
          .describedAs("A connection on which nothing moves for so long is closed.");
  private static final Key<Duration> HTTP_BODY =
      Key.duration("http.body.timeout", "30s")
          .describedAs("A body must have arrived within this time.");
  private static final Key<Integer> HTTP_CONNECTIONS =
      Key.integer("http.connections", 10_000)
          .between(10, 1_000_000)
          .describedAs("Most connections at a time; further ones wait to be accepted.");
  private static final Key<Long> HTTP_HEAD =
      Key.bytes("http.head.bytes", "16KiB")
          .between(1 << 10, 1 << 20)
          .describedAs("Largest head of a request: its line and its headers.");
  private static final Key<Duration> HTTP_STOP =
      Key.duration("http.stop.timeout", "10s")
          .describedAs("How long a stop waits for requests that are being answered.");
  private static final Key<Path> TLS_CERTIFICATE =
      Key.path("http.tls.certificate", null)
          .describedAs(
              "Certificate with its chain in PEM: the port then speaks TLS. Read again when it changes.");
  private static final Key<Path> TLS_KEY =
      Key.path("http.tls.key", null)
          .describedAs("Its private key in PEM, PKCS#8, without password.");
  private static final Key<List<String>> HTTP_ORIGINS =
      Key.strings("http.origins", List.of())
          .describedAs(
              "Sites whose pages may send from browsers and read the answers, such as https://www.acme.example.");
  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");
  private static final Key<Path> SOURCES_FILE =
      Key.path("sources.file", null)
          .required()
          .describedAs("File that says who may send; it is read again when it changes.");
  private static final Key<Duration> SOURCES_CHECK =
      Key.duration("sources.check.interval", "2s").describedAs("How often that file is looked at.");
  private static final Key<Path> MAPPINGS_FILE =
      Key.path("mappings.file", null)
          .describedAs(
              "mappings.yaml: what calls of the Segment API and deliveries of webhooks mean, before the rules that come with the program.");
  private static final Key<String> CONSENT =
      Key.string("segment.consent.categories", "")
          .describedAs(
              "Categories of consent, separated by commas, of which none may have been refused; with none, a message is taken unless all have been.");
  private static final Key<Long> EVENT_BYTES =
      Key.bytes("ingest.event.bytes", "32KiB")
          .between(256, 900 << 10)
          .describedAs("Largest event.");
  private static final Key<Long> REQUEST_BYTES =
      Key.bytes("ingest.request.bytes", "500KiB")
          .between(1 << 10, 900 << 10)
          .describedAs(
              "Largest body, after decompression. A body that is no JSON is kept in one Kafka record, so it must fit there.");
  private static final Key<Integer> REQUEST_EVENTS =
      Key.integer("ingest.request.events", 2500)
          .between(1, 100_000)
          .describedAs("Most events in one request.");
  private static final Key<Integer> DEPTH =
      Key.integer("ingest.depth", 32)
          .between(4, 500)
          .describedAs("How deep the JSON of an event may nest.");
  private static final Key<Long> TEXT_BYTES =
      Key.bytes("ingest.text.bytes", "64KiB")
          .between(256, 900 << 10)
          .describedAs("Longest text in an event, in characters.");
  private static final Key<Integer> IDENTIFIERS =
      Key.integer("ingest.identifiers", 20)
          .between(1, 1000)
          .describedAs("Most identifiers of one event.");
  private static final Key<Integer> ATTRIBUTES =
      Key.integer("ingest.attributes", 50)
          .between(0, 1000)
          .describedAs("Most fields of an event that its type does not know and that are kept.");
  private static final Key<Long> ATTRIBUTE_BYTES =
      Key.bytes("ingest.attribute.bytes", "1KiB")
          .between(16, 64 << 10)
          .describedAs("Largest value of such a field.");
  private static final Key<Duration> FUTURE =
      Key.duration("ingest.future", "24h")
          .describedAs("How far in the future an event may have occurred: clocks differ.");
  private static final Key<Duration> PUBLISH_TIMEOUT =
      Key.duration("publish.timeout", "5s")
          .describedAs(
              "Kafka must have taken a request's events within this time, or it is refused.");
  private static final Key<Integer> PUBLISH_LINGER =
      Key.integer("publish.linger.ms", 5)
          .between(0, 1000)
          .describedAs("Milliseconds that events wait for others to be sent with.");
  private static final Key<Long> BYTES_IN_FLIGHT =
      Key.bytes("ingest.bytes.in.flight", "64MiB")
          .between(1 << 20, 16L << 30)
          .describedAs("Bytes of requests that are being answered; beyond, requests are refused.");

  /**
   * How requests come in.
   *
   * @param origins of pages whose scripts may send and read the answers
   */
  public record Http(
      String host,
      int port,
      int threads,
      Duration idleTimeout,
      Duration bodyTimeout,
      int connections,
      int headBytes,
      Duration stopTimeout,
      List<String> origins,
      Optional<Tls> tls) {}

  /**
   * A pair in PEM.
   *
   * @param certificate the chain, the server's own first
   * @param key of PKCS#8
   */
  public record Tls(Path certificate, Path key) {}

  /** How events go out. */
  public record Publish(Duration timeout, int lingerMillis, long bytesInFlight) {}

  public static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(CommonKeys.STREAMING);
    keys.addAll(
        List.of(
            CommonKeys.REPORTING_ZONE,
            CommonKeys.IDENTITY_FILE,
            MAPPINGS_FILE,
            CONSENT,
            HTTP_HOST,
            HTTP_PORT,
            HTTP_THREADS,
            HTTP_IDLE,
            HTTP_BODY,
            HTTP_CONNECTIONS,
            HTTP_HEAD,
            HTTP_STOP,
            HTTP_ORIGINS,
            TLS_CERTIFICATE,
            TLS_KEY,
            SOURCES_FILE,
            SOURCES_CHECK,
            EVENT_BYTES,
            REQUEST_BYTES,
            REQUEST_EVENTS,
            DEPTH,
            TEXT_BYTES,
            IDENTIFIERS,
            ATTRIBUTES,
            ATTRIBUTE_BYTES,
            FUTURE,
            PUBLISH_TIMEOUT,
            PUBLISH_LINGER,
            BYTES_IN_FLIGHT));
    return keys;
  }

  private static Optional<Tls> tls(Settings settings) {
    Path certificate = settings.get(TLS_CERTIFICATE);
    Path key = settings.get(TLS_KEY);
    if ((certificate == null) != (key == null)) {
      throw new ConfigurationException(
          "http.tls.certificate and http.tls.key need each other: one of them is missing");
    }
    return certificate == null ? Optional.empty() : Optional.of(new Tls(certificate, key));
  }

  private static List<String> origins(Settings settings) {
    List<String> origins = settings.get(HTTP_ORIGINS);
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new ConfigurationException(
            "http.origins: '%s' is no origin: one is like https://www.acme.example, in small letters and without a path"
                .formatted(origin));
      }
    }
    return origins;
  }

  public static IngestConfiguration from(Settings settings) {
    return new IngestConfiguration(
        settings.get(CommonKeys.KAFKA),
        settings.get(CommonKeys.REGISTRY),
        settings.get(CommonKeys.SCHEMAS_REGISTER),
        settings.get(CommonKeys.TOPIC_PARTITIONS),
        settings.get(CommonKeys.TOPIC_REPLICATION),
        new Http(
            settings.get(HTTP_HOST),
            settings.get(HTTP_PORT),
            settings.get(HTTP_THREADS),
            settings.get(HTTP_IDLE),
            settings.get(HTTP_BODY),
            settings.get(HTTP_CONNECTIONS),
            settings.get(HTTP_HEAD).intValue(),
            settings.get(HTTP_STOP),
            origins(settings),
            tls(settings)),
        settings.get(SOURCES_FILE),
        settings.get(SOURCES_CHECK),
        Optional.ofNullable(settings.get(CommonKeys.IDENTITY_FILE)),
        Optional.ofNullable(settings.get(MAPPINGS_FILE)),
        Arrays.stream(settings.get(CONSENT).split(","))
            .map(String::strip)
            .filter(category -> !category.isEmpty())
            .toList(),
        settings.get(CommonKeys.REPORTING_ZONE),
        new Limits(
            settings.get(EVENT_BYTES).intValue(),
            settings.get(REQUEST_BYTES).intValue(),
            settings.get(REQUEST_EVENTS),
            settings.get(DEPTH),
            settings.get(TEXT_BYTES).intValue(),
            settings.get(IDENTIFIERS),
            settings.get(ATTRIBUTES),
            settings.get(ATTRIBUTE_BYTES).intValue(),
            settings.get(FUTURE)),
        new Publish(
            settings.get(PUBLISH_TIMEOUT),
            settings.get(PUBLISH_LINGER),
            settings.get(BYTES_IN_FLIGHT)));
  }
}
