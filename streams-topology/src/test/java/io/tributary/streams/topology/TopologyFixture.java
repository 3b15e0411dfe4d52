package io.tributary.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.event.CampaignTouched;
import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.event.TouchKind;
import io.tributary.output.CustomerEvent;
import io.tributary.output.CustomerEvents;
import io.tributary.serde.AvroSerdes;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.store.SharedMemory;
import io.tributary.streams.store.StateStores;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** A topology driven with the settings of the service, records in and out of its topics. */
final class TopologyFixture implements AutoCloseable {
  /** All state on the heap. */
  static final StateStores IN_MEMORY =
      StateStores.of(StateStores.Kind.MEMORY, 0, new SimpleMeterRegistry());

  /** Bytes. The driver commits after each record, so nothing is in memory for longer anyway. */
  private static final long LITTLE_MEMORY = 16 << 10;

  static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  final StageContext context;
  private final AvroSerdes serdes;
  private final Function<StageContext, Topology> topology;
  private final Properties properties;
  private TopologyTestDriver driver;

  TopologyFixture(Path stateDirectory, Function<StageContext, Topology> topology) {
    this.topology = topology;
    String registry = "mock://" + UUID.randomUUID();
    serdes = new AvroSerdes(Map.of("schema.registry.url", registry), true);
    TopologyConfiguration configuration =
        new TopologyConfiguration(
            Map.of("bootstrap.servers", "unused:9092"),
            Map.of("schema.registry.url", registry),
            true,
            1,
            1,
            new TopologyConfiguration.StreamsSettings(
                "test",
                "test-1",
                1,
                stateDirectory,
                Duration.ofMillis(100),
                StateStores.Kind.ROCKSDB,
                LITTLE_MEMORY),
            Optional.empty(),
            Policy.standard(),
            CustomerLimits.STANDARD,
            1 << 24,
            Duration.ZERO,
            50_000,
            1 << 24,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Optional.empty());
    MeterRegistry meters = new SimpleMeterRegistry();
    Backlog backlog =
        new Backlog(
            Clock.fixed(NOW, ZoneOffset.UTC),
            configuration.backlogWait(),
            configuration.backlogMost(),
            0);
    context =
        new StageContext(
            serdes,
            configuration.partitions(),
            configuration.policy(),
            configuration.identity().kinds(),
            configuration.identity().maxLinks(),
            configuration.customerLimits(),
            new SharedMemory(configuration.customerCacheBytes()),
            configuration.sumsCacheBytes(),
            configuration.flushInterval(),
            configuration.flushMaxDelay(),
            () -> AlertRules.NONE,
            StateStores.of(StateStores.Kind.ROCKSDB, LITTLE_MEMORY, meters),
            Clock.fixed(NOW, ZoneOffset.UTC),
            backlog,
            new CommitInterval(configuration.streams().commitInterval(), backlog),
            meters);
    properties = StreamsProperties.of(configuration);
    // With transactions the driver forgets what was sent before a record is processed, and so the
    // dead letters of records that cannot be read; a broker does not.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    driver = new TopologyTestDriver(topology.apply(context), properties, NOW);
  }

  /** As after a crash: nothing is left but what is in the stores. */
  void restart() {
    Map<String, List<KeyValue<Bytes, byte[]>>> kept = new LinkedHashMap<>();
    for (String name : driver.getAllStateStores().keySet()) {
      KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(name);
      if (store != null) {
        kept.put(name, rows(name));
      }
    }
    driver.close();
    driver = new TopologyTestDriver(topology.apply(context), properties, NOW);
    kept.forEach(
        (name, rows) -> {
          KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(name);
          rows.forEach(row -> store.put(row.key, row.value));
        });
  }

  /** Sends an event as ingest would: under its subject. */
  void send(RevenueEvent event) {
    send(Topics.MARKETING_EVENTS, Identifiers.subject(event), event);
  }

  void send(Topic topic, String key, SpecificRecord value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), serdes.serializer())
        .pipeInput(key, value, NOW);
  }

  void sendBytes(Topic topic, String key, byte[] value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value, NOW);
  }

  void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** What was written to a topic since last asked. */
  <T extends SpecificRecord> List<KeyValue<String, T>> read(Topic topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), serdes.<T>deserializer())
        .readKeyValuesToList();
  }

  /** The same of what was sent to customers, out of its packs. */
  List<CustomerEvent> readCustomerEvents(Topic topic) {
    return this.<CustomerEvents>read(topic).stream()
        .flatMap(pack -> pack.value.getEvents().stream())
        .toList();
  }

  /** The last value of each key among what was written since last asked. */
  <T extends SpecificRecord> Map<String, T> readLatest(Topic topic) {
    Map<String, T> latest = new LinkedHashMap<>();
    this.<T>read(topic).forEach(record -> latest.put(record.key, record.value));
    return latest;
  }

  /**
   * All that was written since last asked, to topics and to changelogs: their names and the sizes
   * of their records in bytes.
   */
  void drain(BiConsumer<String, Integer> written) {
    for (String topic : driver.producedTopicNames()) {
      driver
          .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .readKeyValuesToList()
          .forEach(record -> written.accept(topic, size(record.key) + size(record.value)));
    }
  }

  /** Of a value on its way to a topic, in bytes. */
  int sizeOf(Topic topic, SpecificRecord value) {
    return serdes.serializer().serialize(topic.name(), value).length;
  }

  /** What a store holds. */
  List<KeyValue<Bytes, byte[]>> rows(String name) {
    List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = driver.<Bytes, byte[]>getKeyValueStore(name).all()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static int size(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  double counted(String meter) {
    return context.meters().counter(meter).count();
  }

  List<TestRecord<String, byte[]>> deadLetters() {
    return driver
        .createOutputTopic(
            Topics.DEAD_LETTERS.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** A click with these identifiers, strongest first. */
  static RevenueEvent click(String id, Instant at, String... identifiers) {
    return new RevenueEvent(
        id,
        "web",
        "web",
        "campaign.touched",
        at,
        at,
        Stream.of(identifiers).map(Identifiers::parse).toList(),
        CampaignTouched.newBuilder().setChannel("search").setKind(TouchKind.CLICK).build());
  }

  @Override
  public void close() {
    driver.close();
  }
}
