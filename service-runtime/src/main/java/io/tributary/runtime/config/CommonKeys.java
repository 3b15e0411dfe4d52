package io.tributary.runtime.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Keys that several services have. */
public final class CommonKeys {
  /** How log lines are written. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  public static final Key<Map<String, String>> KAFKA =
      Key.prefix("kafka")
          .describedAs(
              "Settings of the Kafka clients as they are: kafka.bootstrap.servers (needed), security, TLS.");
  public static final Key<Map<String, String>> REGISTRY =
      Key.prefix("registry")
          .describedAs(
              "Settings of the schema registry client as they are: registry.schema.registry.url (needed), authentication, TLS.");
  public static final Key<Boolean> SCHEMAS_REGISTER =
      Key.flag("schemas.register", false)
          .describedAs("Whether schemas are registered at start, or only looked up.");
  public static final Key<Integer> TOPIC_PARTITIONS =
      Key.integer("topics.partitions", 12)
          .between(1, 10_000)
          .describedAs("Partitions of the topics that scale; the same for every service.");
  public static final Key<Integer> TOPIC_REPLICATION =
      Key.integer("topics.replication", 3)
          .between(1, 100)
          .describedAs("Replicas of the topics that are created.");
  public static final Key<ZoneId> REPORTING_ZONE =
      Key.zone("reporting.zone", "UTC").describedAs("The zone whose calendar days are reported.");
  public static final Key<Path> IDENTITY_FILE =
      Key.path("identity.file", null)
          .describedAs(
              "identity.yaml: kinds of identifiers, limits, blocked values, max_links; the same for ingest and topology.");
  public static final Key<Integer> MANAGEMENT_PORT =
      Key.integer("management.port", 8081)
          .between(0, 65535)
          .describedAs("Port of health and metrics; not for the public. 0 takes any free one.");
  public static final Key<String> MANAGEMENT_HOST =
      Key.string("management.host", "0.0.0.0")
          .describedAs("Address that the management port listens on.");
  public static final Key<LogFormat> LOG_FORMAT =
      Key.choice("log.format", LogFormat.class, LogFormat.TEXT)
          .describedAs("Log lines for people, or a JSON object a line.");

  /** What {@link io.tributary.runtime.ServiceMain} itself needs of every service. */
  public static final List<Key<?>> SERVICE = List.of(MANAGEMENT_HOST, MANAGEMENT_PORT, LOG_FORMAT);

  /** What every service that speaks to Kafka needs. */
  public static final List<Key<?>> STREAMING =
      List.of(KAFKA, REGISTRY, SCHEMAS_REGISTER, TOPIC_PARTITIONS, TOPIC_REPLICATION);

  private CommonKeys() {}
}
