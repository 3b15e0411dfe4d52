package io.tributary.standalone.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where partitions end, and how far a group has read them. */
final class TopicEnds implements AutoCloseable {
  private final Admin admin;

  TopicEnds(Workbench bench) {
    this.admin = Admin.create(bench.kafka());
  }

  /** Of every topic that is not the broker's own. */
  Collection<String> topics() throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get();
  }

  Map<TopicPartition, Long> of(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get()
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
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** What a group has committed; 0 where it has not. */
  Map<TopicPartition, Long> read(String group, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, Long> read = new HashMap<>();
    partitions.forEach(
        partition -> {
          OffsetAndMetadata offset = committed.get(partition);
          read.put(partition, offset == null ? 0 : offset.offset());
        });
    return read;
  }

  /** The sum over the partitions of some topics. */
  static long sum(Map<TopicPartition, Long> offsets, Predicate<String> topics) {
    return offsets.entrySet().stream()
        .filter(entry -> topics.test(entry.getKey().topic()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
