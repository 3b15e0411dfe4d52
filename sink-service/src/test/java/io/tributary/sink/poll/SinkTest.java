package io.tributary.sink.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Settings;
import io.tributary.sink.SinkConfiguration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinkTest {
  @Test
  void eachThreadIsAMemberOfTheGroupByANameOfItsOwn() {
    SinkConfiguration configuration = configuration(Map.of("sink.instance.id", "sink-a"));

    assertThat(configuration.threads()).isEqualTo(2);
    assertThat(List.of(1, 2))
        .extracting(number -> Sink.settings(configuration, number))
        .allSatisfy(settings -> assertThat(settings).containsEntry("group.id", "tributary-sink"))
        .extracting(settings -> settings.get("group.instance.id"))
        .containsExactly("sink-a-1", "sink-a-2");
  }

  @Test
  void withoutANameOfTheInstanceItsThreadsHaveNoneEither() {
    assertThat(Sink.settings(configuration(Map.of()), 1)).doesNotContainKey("group.instance.id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "17"})
  void thereAreAtLeastOneThreadAndAtMostSixteen(String threads) {
    assertThatThrownBy(() -> configuration(Map.of("sink.threads", threads)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sink.threads");
  }

  private static SinkConfiguration configuration(Map<String, String> own) {
    Map<String, String> all = new HashMap<>(own);
    all.put("kafka.bootstrap.servers", "localhost:9092");
    all.put("registry.schema.registry.url", "mock://sink");
    all.put("warehouse.url", "jdbc:postgresql://localhost/tributary");
    return SinkConfiguration.from(
        Settings.load(SinkConfiguration.keys(), Optional.empty(), Map.of(), all));
  }
}
