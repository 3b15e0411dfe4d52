package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.standalone.embedded.EmbeddedBroker;
import io.tributary.topic.Topic;
import io.tributary.topic.TopicCreator;
import io.tributary.topic.TopicMismatchException;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicCreatorTest {
  @TempDir private Path folder;

  @Test
  void topicsAreMadeOnceAndWhatDiffersIsTold() throws Exception {
    int port = Ports.free();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port, Ports.free());
        Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
      admin
          .createTopics(
              List.of(new NewTopic("sales-events", Optional.of(3), Optional.of((short) 1))))
          .all()
          .get();
      List<Topic> others =
          Topics.ALL.stream().filter(topic -> !topic.equals(Topics.SALES_EVENTS)).toList();

      TopicCreator.ensure(admin, others, 4, (short) 1);
      TopicCreator.ensure(admin, others, 4, (short) 1);

      assertThat(admin.describeTopics(List.of("identity-links")).allTopicNames().get())
          .hasEntrySatisfying(
              "identity-links", description -> assertThat(description.partitions()).hasSize(1));
      assertThatThrownBy(() -> TopicCreator.ensure(admin, Topics.ALL, 4, (short) 1))
          .isInstanceOf(TopicMismatchException.class)
          .hasMessageContaining("sales-events has 3 partitions, expected 4");
    }
  }

  @Test
  void whatAReplayWritesIsKeptHoweverOldItSaysItIs() throws Exception {
    int port = Ports.free();
    Map<String, Object> config = Map.of("bootstrap.servers", "127.0.0.1:" + port);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port, Ports.free());
        Admin admin = Admin.create(config);
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      TopicCreator.ensure(admin, Topics.ALL, 1, (short) 1);
      long longAgo = System.currentTimeMillis() - Duration.ofDays(1_000).toMillis();
      for (Topic topic : Topics.ALL) {
        ProducerRecord<byte[], byte[]> old =
            new ProducerRecord<>(topic.name(), 0, longAgo, new byte[1], new byte[1]);

        long kept = producer.send(old).get().timestamp();

        assertThat(kept)
            .as("the time of a record of %s", topic.name())
            .matches(time -> topic.compacted() == (time == longAgo));
      }
    }
  }
}
