package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hook relies on in Kafka Streams, held for the version that is used. */
class CommitHookTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {StreamsConfig.AT_LEAST_ONCE, StreamsConfig.EXACTLY_ONCE_V2})
  void whatWasGatheredIsForwardedAndStoredWhenTheRecordIsCommittedAndNotBefore(String guarantee) {
    try (TopologyTestDriver driver = driver(guarantee)) {
      var input = driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
      input.pipeInput("k", "a");
      input.pipeInput("k", "b");

      assertThat(
              driver
                  .createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                  .readValuesToList())
          .containsExactly("processed a", "gathered [a]", "processed b", "gathered [b]");
      KeyValueStore<String, String> store = driver.getKeyValueStore("store");
      assertThat(store.get("last")).isEqualTo("[b]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {StreamsConfig.AT_LEAST_ONCE, StreamsConfig.EXACTLY_ONCE_V2})
  void whatThePassingOfTimeGatheredIsForwardedToo(String guarantee) {
    try (TopologyTestDriver driver = driver(guarantee)) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));

      assertThat(
              driver
                  .createOutputTopic("out", new StringDeserializer(), new StringDeserializer())
                  .readValuesToList())
          .containsExactly("gathered [tick]");
    }
  }

  @Test
  void whatIsStoredHasTheTimeOfTheCommitAndNotThatOfTheRecordBefore() {
    try (TopologyTestDriver driver = driver(StreamsConfig.AT_LEAST_ONCE)) {
      driver
          .createInputTopic("in", new StringSerializer(), new StringSerializer())
          .pipeInput("k", "a", Instant.EPOCH);

      assertThat(
              driver
                  .createOutputTopic(
                      "hook-store-changelog", new StringDeserializer(), new StringDeserializer())
                  .readRecord()
                  .getRecordTime())
          .isEqualTo(NOW);
    }
  }

  private static TopologyTestDriver driver(String guarantee) {
    Topology topology = new Topology();
    topology.addSource("from-in", new StringDeserializer(), new StringDeserializer(), "in");
    topology.addProcessor("gatherer", Gatherer::new, "from-in");
    topology.addStateStore(CommitHook.builder("hook"), "gatherer");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore("store"), Serdes.String(), Serdes.String()),
        "gatherer");
    topology.addSink("to-out", "out", new StringSerializer(), new StringSerializer(), "gatherer");
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "hook");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
    return new TopologyTestDriver(topology, properties, NOW);
  }

  private static final class Gatherer implements Processor<String, String, String, String> {
    private final List<String> gathered = new ArrayList<>();
    private ProcessorContext<String, String> context;

    @Override
    public void init(ProcessorContext<String, String> processorContext) {
      context = processorContext;
      KeyValueStore<String, String> store = context.getStateStore("store");
      CommitHook hook = context.getStateStore("hook");
      hook.beforeCommit(
          context,
          () -> {
            if (!gathered.isEmpty()) {
              store.put("last", gathered.toString());
              context.forward(new Record<>("k", "gathered " + gathered, 0));
              gathered.clear();
            }
          });
      context.schedule(
          Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, time -> gathered.add("tick"));
    }

    @Override
    public void process(Record<String, String> record) {
      gathered.add(record.value());
      context.forward(new Record<>("k", "processed " + record.value(), 0));
    }
  }
}
