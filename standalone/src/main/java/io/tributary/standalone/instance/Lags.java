package io.tributary.standalone.instance;

import io.tributary.sink.postgres.PostgresWarehouse;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far the topology and the sink are behind the ends of their topics. */
public final class Lags implements AutoCloseable {
  private final Admin admin;

  Lags(String bootstrapServers) {
    Map<String, Object> config = new HashMap<>();
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    this.admin = Admin.create(config);
  }

  /** Where each partition of the catalogue's topics ends. */
  public record Ends(Map<TopicPartition, Long> offsets) {
    /** Of all partitions together: it grows with every record. */
    long total() {
      return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<String, Long> byTopic() {
      return offsets.entrySet().stream()
          .collect(
              Collectors.groupingBy(
                  end -> end.getKey().topic(),
                  TreeMap::new,
                  Collectors.summingLong(Map.Entry::getValue)));
    }
  }

  /** Records of transactions that have not ended count as well: they are on their way. */
  public Ends ends() {
    List<String> names = Topics.ALL.stream().map(Topic::name).toList();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    get(admin.describeTopics(names).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        partition ->
                            latest.put(
                                new TopicPartition(name, partition.partition()),
                                OffsetSpec.latest())));
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(admin.listOffsets(latest).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return new Ends(ends);
  }

  /** By topic, of what the topology has read at least once. */
  public Map<String, Long> ofTopology(Ends ends) {
    Map<TopicPartition, OffsetAndMetadata> read =
        get(
            admin
                .listConsumerGroupOffsets(StandaloneConfiguration.TOPOLOGY_GROUP)
                .partitionsToOffsetAndMetadata());
    Map<String, Long> lags = new TreeMap<>();
    Topics.EVENTS.forEach(topic -> lags.put(topic.name(), 0L));
    read.keySet().forEach(partition -> lags.put(partition.topic(), 0L));
    ends.offsets()
        .forEach(
            (partition, end) -> {
              OffsetAndMetadata offset = read.get(partition);
              lags.computeIfPresent(
                  partition.topic(),
                  (topic, lag) -> lag + Math.max(0, end - (offset == null ? 0 : offset.offset())));
            });
    return lags;
  }

  /** By topic, of what goes into the warehouse. */
  public Map<String, Long> ofSink(Ends ends, Connection warehouse) throws SQLException {
    Map<String, Long> written = new HashMap<>();
    try (Statement statement = warehouse.createStatement();
        ResultSet rows = statement.executeQuery("SELECT topic, records FROM analytics.freshness")) {
      while (rows.next()) {
        written.put(rows.getString(1), rows.getLong(2));
      }
    }
    Map<String, Long> byTopic = ends.byTopic();
    Map<String, Long> lags = new TreeMap<>();
    for (Topic topic : PostgresWarehouse.topics()) {
      long end = byTopic.getOrDefault(topic.name(), 0L);
      lags.put(topic.name(), Math.max(0, end - written.getOrDefault(topic.name(), 0L)));
    }
    return lags;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
