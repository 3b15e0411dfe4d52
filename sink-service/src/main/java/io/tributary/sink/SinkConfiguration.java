package io.tributary.sink;

import io.tributary.runtime.config.CommonKeys;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the sink is configured with. */
public record SinkConfiguration(
    Map<String, String> kafka,
    Map<String, String> registry,
    boolean registerSchemas,
    int partitions,
    int replication,
    String group,
    String instanceId,
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
  private static final Key<Integer> BATCH_RECORDS =
      Key.integer("sink.batch.records", 50_000)
          .between(1, 1_000_000)
          .describedAs("Most records in one transaction.");
  private static final Key<Long> BATCH_BYTES =
      Key.bytes("sink.batch.bytes", "16MiB")
          .between(1 << 10, 1 << 30)
          .describedAs("A transaction that reaches this size ends.");
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

  /** How to get into the warehouse. Passwords and the migration's user may be null. */
  public record WarehouseLogin(
      String url, String user, String password, String migrationUser, String migrationPassword) {}

  /** When a batch ends. */
  public record BatchLimits(int records, long bytes, Duration age) {}

  /** Receivers of alerts; the secret may be null. */
  public record Webhooks(List<String> urls, String secret, Duration timeout) {}

  public static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(CommonKeys.STREAMING);
    keys.addAll(
        List.of(
            GROUP,
            INSTANCE_ID,
            URL,
            USER,
            PASSWORD,
            MIGRATION_USER,
            MIGRATION_PASSWORD,
            BATCH_RECORDS,
            BATCH_BYTES,
            BATCH_AGE,
            WEBHOOK_URLS,
            WEBHOOK_SECRET,
            WEBHOOK_TIMEOUT));
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
        new WarehouseLogin(
            settings.get(URL),
            settings.get(USER),
            settings.get(PASSWORD),
            settings.get(MIGRATION_USER),
            settings.get(MIGRATION_PASSWORD)),
        new BatchLimits(
            settings.get(BATCH_RECORDS), settings.get(BATCH_BYTES), settings.get(BATCH_AGE)),
        new Webhooks(
            settings.get(WEBHOOK_URLS),
            settings.get(WEBHOOK_SECRET),
            settings.get(WEBHOOK_TIMEOUT)));
  }
}
