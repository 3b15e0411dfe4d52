package io.tributary.sink;

import io.tributary.runtime.config.CommonKeys;
import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import io.tributary.sink.alerts.WebhookSignature;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sink is configured with. */
public record SinkConfiguration(
    Map<String, String> kafka,
    Map<String, String> registry,
    boolean registerSchemas,
    int partitions,
    int replication,
    String group,
    String instanceId,
    int threads,
    WarehouseLogin warehouse,
    BatchLimits batch,
    Webhooks webhooks) {

  private static final Key<String> GROUP =
      Key.string("sink.group", "tributary-sink")
          .describedAs("Consumer group that the instances of the sink share.");
  private static final Key<String> INSTANCE_ID =
      Key.string("sink.instance.id", null)
          .describedAs(
              "Unique among the instances and the same after a restart; without one, the instance's partitions are handed on at each restart.");
  private static final Key<Integer> THREADS =
      Key.integer("sink.threads", 2)
          .between(1, 16)
          .describedAs(
              "Threads that write, each with a connection to the warehouse and a share of the partitions; more than there are partitions do no harm.");
  private static final Key<String> URL =
      Key.string("warehouse.url", null)
          .required()
          .describedAs("JDBC URL of the warehouse, such as jdbc:postgresql://host:5432/tributary.");
  private static final Key<String> USER =
      Key.string("warehouse.user", "tributary_sink").describedAs("Role that writes the facts.");
  private static final Key<String> PASSWORD =
      Key.string("warehouse.password", null).secret().describedAs("Password of that role.");
  private static final Key<String> MIGRATION_USER =
      Key.string("warehouse.migration.user", null)
          .describedAs(
              "Role that makes and owns the tables; without one, the sink expects them to be there.");
  private static final Key<String> MIGRATION_PASSWORD =
      Key.string("warehouse.migration.password", null)
          .secret()
          .describedAs("Password of that role.");
  private static final Key<Integer> BATCH_ROWS =
      Key.integer("sink.batch.rows", 50_000)
          .between(1, 1_000_000)
          .describedAs(
              "A transaction that reaches this many rows ends; each thread has one of its own.");
  private static final Key<Long> BATCH_BYTES =
      Key.bytes("sink.batch.bytes", "8MiB")
          .between(1 << 10, 1 << 30)
          .describedAs(
              "A transaction that reaches this size ends; in memory it takes several times as much, and each thread has one of its own.");
  private static final Key<Duration> BATCH_AGE =
      Key.duration("sink.batch.age", "200ms")
          .describedAs("How long records wait for others before they are written.");
  private static final Key<List<String>> WEBHOOK_URLS =
      Key.strings("alerts.webhook.urls", List.of())
          .describedAs("Where every change of an alert is posted to.");
  private static final Key<String> WEBHOOK_SECRET =
      Key.string("alerts.webhook.secret", null)
          .secret()
          .describedAs(
              "Key that webhooks are signed with, base64 behind whsec_, as Standard Webhooks has it.");
  private static final Key<Duration> WEBHOOK_TIMEOUT =
      Key.duration("alerts.webhook.timeout", "10s")
          .describedAs("How long a receiver may take to answer.");
  private static final Key<FirstAlerts> WEBHOOK_FIRST =
      Key.choice("alerts.webhook.first", FirstAlerts.class, FirstAlerts.NEW)
          .describedAs(
              "What a receiver that is new gets: changes from now on, or all that Kafka still holds.");

  /** How to get into the warehouse. Passwords and the migration's user may be null. */
  public record WarehouseLogin(
      String url, String user, String password, String migrationUser, String migrationPassword) {}

  /** When a batch of one thread ends. */
  public record BatchLimits(int rows, long bytes, Duration age) {}

  /** Which alerts a receiver gets that is new. */
  public enum FirstAlerts {
    /** Changes from now on. */
    NEW,
    /** Also what Kafka still holds of earlier ones: the latest change of each rule and slice. */
    ALL
  }

  /** Receivers of alerts; without a signature, deliveries are not signed. */
  public record Webhooks(
      List<URI> urls, Optional<WebhookSignature> signature, Duration timeout, FirstAlerts first) {}

  public static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(CommonKeys.STREAMING);
    keys.addAll(
        List.of(
            GROUP,
            INSTANCE_ID,
            THREADS,
            URL,
            USER,
            PASSWORD,
            MIGRATION_USER,
            MIGRATION_PASSWORD,
            BATCH_ROWS,
            BATCH_BYTES,
            BATCH_AGE,
            WEBHOOK_URLS,
            WEBHOOK_SECRET,
            WEBHOOK_TIMEOUT,
            WEBHOOK_FIRST));
    return keys;
  }

  public static SinkConfiguration from(Settings settings) {
    return new SinkConfiguration(
        settings.get(CommonKeys.KAFKA),
        settings.get(CommonKeys.REGISTRY),
        settings.get(CommonKeys.SCHEMAS_REGISTER),
        settings.get(CommonKeys.TOPIC_PARTITIONS),
        settings.get(CommonKeys.TOPIC_REPLICATION),
        settings.get(GROUP),
        settings.get(INSTANCE_ID),
        settings.get(THREADS),
        new WarehouseLogin(
            settings.get(URL),
            settings.get(USER),
            settings.get(PASSWORD),
            settings.get(MIGRATION_USER),
            settings.get(MIGRATION_PASSWORD)),
        new BatchLimits(
            settings.get(BATCH_ROWS), settings.get(BATCH_BYTES), settings.get(BATCH_AGE)),
        webhooks(settings));
  }

  private static Webhooks webhooks(Settings settings) {
    return new Webhooks(
        settings.get(WEBHOOK_URLS).stream().map(SinkConfiguration::receiver).toList(),
        Optional.ofNullable(settings.get(WEBHOOK_SECRET)).map(SinkConfiguration::signature),
        settings.get(WEBHOOK_TIMEOUT),
        settings.get(WEBHOOK_FIRST));
  }

  private static URI receiver(String url) {
    try {
      URI uri = new URI(url.strip());
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new ConfigurationException(
          "alerts.webhook.urls has no URL at %s: %s".formatted(url, e.getReason()), e);
    }
    throw new ConfigurationException(
        "alerts.webhook.urls must be http or https URLs with a host, not " + url);
  }

  private static WebhookSignature signature(String secret) {
    try {
      return new WebhookSignature(secret);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("alerts.webhook.secret " + e.getMessage(), e);
    }
  }
}
