package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.runtime.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {
  @Test
  void copiesOfTheStateAreKeptWhenKafkaStreamsIsToldTo() {
    assertThat(config(Map.of()).getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)).isZero();
    assertThat(
            config(Map.of("kafka.num.standby.replicas", "1"))
                .getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG))
        .isEqualTo(1);
  }

  @Test
  void whatExactlyOnceRestsOnIsNotForTheSettingsToSay() {
    StreamsConfig config = config(Map.of("kafka.processing.guarantee", "at_least_once"));

    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
  }

  @Test
  void noTopicWaitsForAnotherOneUnlessKafkaStreamsIsToldTo() {
    assertThat(config(Map.of()).getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG)).isEqualTo(-1);
    assertThat(
            config(Map.of("kafka.max.task.idle.ms", "100"))
                .getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG))
        .isEqualTo(100);
  }

  @Test
  void kafkaStreamsItselfCommitsAsSuitsABacklogIfThereMayBeOne() {
    assertThat(commitMillis(Map.of())).isEqualTo(2_000);
    assertThat(commitMillis(Map.of("streams.commit.interval", "3s"))).isEqualTo(3_000);
    assertThat(commitMillis(Map.of("lifecycle.backlog.wait", "0s"))).isEqualTo(100);
  }

  private static long commitMillis(Map<String, String> settings) {
    return config(settings).getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
  }

  private static StreamsConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("kafka.bootstrap.servers", "unused:9092");
    all.put("registry.schema.registry.url", "mock://unused");
    all.put("streams.instance.id", "test-1");
    return new StreamsConfig(
        StreamsProperties.of(
            TopologyConfiguration.from(
                Settings.load(TopologyConfiguration.keys(), Optional.empty(), Map.of(), all))));
  }
}
