package io.tributary.topic;

import io.tributary.serde.RegistryAwayException;
import io.tributary.serde.SchemaRegistrar;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every service does before its work: it sees to it that topics and schemas are there.
 * Services and what they depend on start in any order, so while Kafka or the registry is away it
 * waits, and says so.
 *
 * @param kafka settings of the Kafka clients
 * @param registry settings of the registry client
 * @param registerSchemas whether schemas are registered, or taken to be there
 * @param partitions of the topics that scale
 * @param replication of the topics that are created
 */
public record Preparation(
    Map<String, String> kafka,
    Map<String, String> registry,
    boolean registerSchemas,
    int partitions,
    int replication) {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
  private static final String PATIENCE_MILLIS = "10000";
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  /**
   * Returns when everything is there.
   *
   * @param waiting is told what is away, each time that it is tried in vain
   * @throws TopicMismatchException when a topic is not as the catalogue says
   * @throws io.tributary.serde.SchemaRegistrationException when the registry refuses a schema
   */
  public void await(Collection<Topic> topics, Consumer<String> waiting)
      throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      String away = tryOnce(topics);
      if (away == null) {
        return;
      }
      LOG.warn("{}; will try again", away);
      waiting.accept(away);
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  /** What is away, or null. */
  private String tryOnce(Collection<Topic> topics) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    try (Admin admin = Admin.create(config)) {
      TopicCreator.ensure(admin, topics, partitions, (short) replication);
      if (registerSchemas) {
        SchemaRegistrar.register(registry, topics);
      }
      return null;
    } catch (RetriableException e) {
      return "Kafka ("
          + kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
          + ") is away: "
          + e.getMessage();
    } catch (RegistryAwayException e) {
      return e.getMessage();
    }
  }
}
