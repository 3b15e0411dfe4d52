package io.tributary.standalone.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.event.EventType;
import io.tributary.event.IdentifierKinds;
import io.tributary.event.Identifiers;
import io.tributary.ingest.decode.BodyDecoder;
import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Limits;
import io.tributary.ingest.decode.Sender;
import io.tributary.ingest.decode.Verdict;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.runtime.testing.MovableClock;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.serde.AvroSerdes;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.store.SharedMemory;
import io.tributary.streams.store.StateStores;
import io.tributary.streams.topology.Backlog;
import io.tributary.streams.topology.CommitInterval;
import io.tributary.streams.topology.RevenueTopology;
import io.tributary.streams.topology.StageContext;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The CRM sales opportunities, where the data set lies beside the checkout, from the CSV to the
 * rows: every agent, region, product and sector has the figures that are counted straight from the
 * lines. The folder is the system property {@code crm.data}; without it this is skipped.
 */
class CrmSalesRowsTest {
  private static final Path MAPPING = Path.of("../examples/crm-sales/mapping.yaml");
  private static final Instant NOW = Instant.parse("2017-12-31T12:00:00Z");

  private static CrmSales csv;
  private static final Map<String, MetricValues> ROWS = new HashMap<>();

  @BeforeAll
  static void takeIn(@TempDir Path stateDirectory) throws Exception {
    Path folder = CrmFolder.orSkip();
    csv = new CrmSales(folder);
    AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", "mock://crm-sales"), true);
    MovableClock clock = new MovableClock(NOW);
    try (TopologyTestDriver driver = driver(serdes, stateDirectory, clock)) {
      Map<Topic, TestInputTopic<String, SpecificRecord>> topics = new HashMap<>();
      for (Verdict.Accepted event : accepted(folder)) {
        topics
            .computeIfAbsent(
                event.type().topic(),
                topic ->
                    driver.createInputTopic(
                        topic.name(), new StringSerializer(), serdes.serializer()))
            .pipeInput(Identifiers.subject(event.event()), event.event(), NOW);
      }
      collect(driver, serdes, clock);
    }
  }

  /** Until no more rows come. */
  private static void collect(TopologyTestDriver driver, AvroSerdes serdes, MovableClock clock) {
    int quiet = 0;
    while (quiet < 3) {
      clock.advance(Duration.ofSeconds(31));
      driver.advanceWallClockTime(Duration.ofSeconds(31));
      var rows =
          driver
              .createOutputTopic(
                  Topics.METRIC_VALUES.name(),
                  new StringDeserializer(),
                  serdes.<MetricValues>deserializer())
              .readKeyValuesToList();
      rows.forEach(row -> ROWS.put(row.key, row.value));
      quiet = rows.isEmpty() ? quiet + 1 : 0;
    }
  }

  private static TopologyTestDriver driver(AvroSerdes serdes, Path stateDirectory, Clock clock) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "crm-sales");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    Backlog backlog = new Backlog(clock, Duration.ZERO, 50_000, 0);
    StageContext context =
        new StageContext(
            serdes,
            1,
            monthsEnds(),
            IdentifierKinds.standard(),
            100,
            CustomerLimits.STANDARD,
            new SharedMemory(1 << 24),
            1 << 24,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            () -> AlertRules.NONE,
            StateStores.of(StateStores.Kind.MEMORY, 0, new SimpleMeterRegistry()),
            clock,
            backlog,
            new CommitInterval(Duration.ofMillis(100), backlog),
            new SimpleMeterRegistry());
    return new TopologyTestDriver(RevenueTopology.of(context), properties, NOW);
  }

  /** Of what is past, months' ends are enough. */
  private static Policy monthsEnds() {
    Policy standard = Policy.standard();
    return new Policy(
        standard.zone(),
        standard.currency(),
        standard.customerSince(),
        standard.fiscalYearStart(),
        standard.cacLagDays(),
        standard.grossMarginMicros(),
        standard.stages(),
        standard.lookbackDays(),
        1,
        standard.clock());
  }

  private static List<Verdict.Accepted> accepted(Path folder) throws Exception {
    Mapping mapping =
        MappingReader.read(YamlNode.read(MAPPING), folder, List.of("account", "email"));
    Path file = folder.resolve("sales_pipeline.csv");
    BodyDecoder decoder = new BodyDecoder(rules());
    Sender sender = new Sender("crm", "crm", Set.of(EventType.values()), NOW);
    List<Verdict.Accepted> accepted = new ArrayList<>();
    try (Lines lines = CsvLines.open(file, Files.newInputStream(file), mapping)) {
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get() instanceof Line.Events events) {
          for (String event : events.events()) {
            byte[] body = event.getBytes(StandardCharsets.UTF_8);
            Decoded decoded = decoder.json(body, body.length, sender);
            assertThat(decoded).isInstanceOf(Decoded.Events.class);
            accepted.addAll(((Decoded.Events) decoded).accepted());
          }
        }
      }
    }
    return accepted;
  }

  private static Sender.Rules rules() {
    Limits limits =
        new Limits(32_768, 512_000, 2_500, 32, 65_536, 20, 50, 1_024, Duration.ofHours(24));
    return new Sender.Rules(limits, IdentifierKinds.standard(), ZoneOffset.UTC);
  }

  @ParameterizedTest
  @CsvSource({"2017-06-30", "2017-12-31"})
  void everyAgentRegionProductAndSectorHasARowAndNobodyElse(LocalDate day) {
    // 30 agents, 3 regions, 7 products, 10 sectors, those without one, and the total.
    assertThat(csv.slices(day)).hasSizeGreaterThanOrEqualTo(50);
    assertThat(ROWS.keySet())
        .filteredOn(key -> key.startsWith("pipeline|") && key.endsWith("|" + day))
        .filteredOn(key -> !key.startsWith("pipeline|channel|"))
        .map(key -> key.substring("pipeline|".length(), key.lastIndexOf('|')))
        .containsExactlyInAnyOrderElementsOf(csv.slices(day));
  }

  @ParameterizedTest
  @CsvSource({
    "2017-06-30, R7,   2017-06-24",
    "2017-06-30, R30,  2017-06-01",
    "2017-06-30, R90,  2017-04-02",
    "2017-06-30, R365, 2016-07-01",
    "2017-06-30, MTD,  2017-06-01",
    "2017-06-30, QTD,  2017-04-01",
    "2017-06-30, YTD,  2017-01-01",
    "2017-12-31, R7,   2017-12-25",
    "2017-12-31, R30,  2017-12-02",
    "2017-12-31, R90,  2017-10-03",
    "2017-12-31, R365, 2017-01-01",
    "2017-12-31, MTD,  2017-12-01",
    "2017-12-31, QTD,  2017-10-01",
    "2017-12-31, YTD,  2017-01-01"
  })
  void everyFigureIsWhatTheLinesOfTheCsvSay(LocalDate day, String window, LocalDate first) {
    for (String slice : csv.slices(day)) {
      Map<String, Long> expected = csv.figures(slice, first, day);
      Map<String, Long> actual = new TreeMap<>();
      for (MetricValue value : ROWS.get("pipeline|" + slice + '|' + day).getValues()) {
        if (value.getWindow().equals(window) && expected.containsKey(value.getMetric())) {
          actual.put(value.getMetric(), value.getValueMicros());
        }
      }
      assertThat(actual).as(slice).isEqualTo(expected);
    }
  }

  /** The figures that were published with the data set's description. */
  @ParameterizedTest
  @CsvSource({"2017-06-30, 1686, 1246, 767, 50082.4046", "2017-12-31, 1589, 1181, 777, 44846.2105"})
  void theLinesAreReadAsOthersReadThem(
      LocalDate day, long open, long won, long lost, double velocity) {
    Map<String, Long> figures = csv.figures("total|", day.minusDays(89), day);

    assertThat(figures)
        .containsEntry("open_opportunities", open * 1_000_000)
        .containsEntry("won", won * 1_000_000)
        .containsEntry("lost", lost * 1_000_000);
    assertThat(figures.get("pipeline_velocity") / 1e6).isCloseTo(velocity, within(0.00005));
  }
}
