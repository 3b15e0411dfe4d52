package io.tributary.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics of the catalogue that are missing, and checks those that are there. */
public final class TopicCreator {
  private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

  private static final Duration KNOWN = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Admin admin;
  private final int partitions;
  private final short replication;

  private TopicCreator(Admin admin, int partitions, short replication) {
    this.admin = admin;
    this.partitions = partitions;
    this.replication = replication;
  }

  /**
   * @param partitions of the topics that scale, at least 1
   * @param replication of every topic that is created, at least 1
   * @throws TopicMismatchException when a topic exists and is not as the catalogue says
   * @throws KafkaException when the brokers cannot be reached or refuse
   */
  public static void ensure(
      Admin admin, Collection<Topic> topics, int partitions, short replication) {
    TopicCreator creator = new TopicCreator(admin, partitions, replication);
    try {
      creator.createMissing(topics);
      creator.checkOnceKnown(topics);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while topics were created", e);
    }
  }

  private void createMissing(Collection<Topic> topics)
      throws ExecutionException, InterruptedException {
    Collection<String> existing = admin.listTopics().names().get();
    List<NewTopic> missing =
        topics.stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(this::newTopic)
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    for (var creation : admin.createTopics(missing).values().entrySet()) {
      try {
        creation.getValue().get();
        LOG.info("created topic {}", creation.getKey());
      } catch (ExecutionException e) {
        // Services start side by side: another one was first.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private NewTopic newTopic(Topic topic) {
    return new NewTopic(topic.name(), partitionsOf(topic), replication).configs(configs(topic));
  }

  /** A broker hears of a topic some moments after it was created. */
  private void checkOnceKnown(Collection<Topic> topics)
      throws ExecutionException, InterruptedException {
    long giveUp = System.nanoTime() + KNOWN.toNanos();
    while (true) {
      try {
        check(topics);
        awaitLeaders(topics);
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > giveUp) {
          throw e;
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private void check(Collection<Topic> topics) throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> descriptions =
        admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames().get();
    Map<ConfigResource, Config> settings =
        admin.describeConfigs(topics.stream().map(TopicCreator::resource).toList()).all().get();
    List<String> differences = new ArrayList<>();
    for (Topic topic : topics) {
      int found = descriptions.get(topic.name()).partitions().size();
      if (found != partitionsOf(topic)) {
        differences.add(
            "%s has %d partitions, expected %d"
                .formatted(topic.name(), found, partitionsOf(topic)));
      }
      String policy = settings.get(resource(topic)).get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
      if (!policy.equals(cleanupPolicy(topic))) {
        differences.add(
            "%s has cleanup.policy %s, expected %s"
                .formatted(topic.name(), policy, cleanupPolicy(topic)));
      }
    }
    if (!differences.isEmpty()) {
      throw new TopicMismatchException(differences.stream().collect(Collectors.joining("; ")));
    }
  }

  /**
   * Waits until every partition has a leader that answers: nobody is to write before. A test that
   * wrote at once had a record that was not taken for two minutes, and then expired.
   */
  private void awaitLeaders(Collection<Topic> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (Topic topic : topics) {
      for (int partition = 0; partition < partitionsOf(topic); partition++) {
        latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    admin.listOffsets(latest).all().get();
  }

  private int partitionsOf(Topic topic) {
    return switch (topic.partitioning()) {
      case SCALED -> partitions;
      case SINGLE -> 1;
    };
  }

  private static Map<String, String> configs(Topic topic) {
    Map<String, String> configs = new TreeMap<>();
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy(topic));
    topic
        .retention()
        .ifPresent(
            retention -> {
              configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
              // Counted from when a record was written. What a replay passes on keeps the time at
              // which it first came in, and would be old enough to be deleted before it is read.
              configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
            });
    return configs;
  }

  private static String cleanupPolicy(Topic topic) {
    return topic.compacted()
        ? TopicConfig.CLEANUP_POLICY_COMPACT
        : TopicConfig.CLEANUP_POLICY_DELETE;
  }

  private static ConfigResource resource(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }
}
