package io.tributary.streams.topology;

import io.tributary.output.CustomerEvent;
import io.tributary.output.CustomerEvents;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.EntityContributions;
import io.tributary.output.SliceChange;
import io.tributary.runtime.testing.MovableClock;
import io.tributary.streams.lifecycle.ChangedSums;
import io.tributary.streams.store.SharedMemory;
import io.tributary.streams.store.StateStores;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * The lifecycle stage alone, with what it sends to other customers held back, so that a test
 * decides when that arrives; and everything that it ever sent, as its readers see it.
 */
final class LifecycleFixture implements AutoCloseable {
  private static final Topic HELD_BACK =
      new Topic(
          "held-back",
          "customer id",
          Optional.empty(),
          Topic.Partitioning.SCALED,
          Optional.empty());

  private static final long PLENTY_BYTES = 1 << 24;

  private final MovableClock clock = new MovableClock(TopologyFixture.NOW);
  private final Duration backlogWait;
  private final long customerBytes;
  private Backlog backlog;
  private final TopologyFixture topology;
  private final Map<String, CustomerLifecycle> lifecycles = new TreeMap<>();
  private final Map<String, Integer> settlements = new TreeMap<>();
  private final Map<String, EntityContributions> contributions = new TreeMap<>();
  private final Map<String, Long> sums = new TreeMap<>();

  LifecycleFixture(Path stateDirectory) {
    this(stateDirectory, Duration.ZERO);
  }

  /**
   * @param backlogWait the longest that customers wait when their events are late
   */
  LifecycleFixture(Path stateDirectory, Duration backlogWait) {
    this(stateDirectory, backlogWait, PLENTY_BYTES);
  }

  /**
   * @param customerBytes that customers may take in memory
   */
  LifecycleFixture(Path stateDirectory, Duration backlogWait, long customerBytes) {
    this.backlogWait = backlogWait;
    this.customerBytes = customerBytes;
    topology = new TopologyFixture(stateDirectory, context -> build(inMemory(context)));
  }

  /** The stage's topology; its stores are of the context's kind. */
  static Topology build(StageContext context) {
    return build(context, processor -> processor);
  }

  static Topology build(
      StageContext context,
      UnaryOperator<Processor<String, CustomerEvents, String, Object>> wrapping) {
    Topology stage = new Topology();
    context.read(stage, Topics.CUSTOMER_EVENTS);
    stage.addProcessor(
        Names.LIFECYCLE,
        () -> wrapping.apply(new LifecycleProcessor(context)),
        Names.from(Topics.CUSTOMER_EVENTS.name()));
    LifecycleStage.addStores(stage, context);
    stage.addSink(
        LifecycleStage.TO_CUSTOMERS,
        HELD_BACK.name(),
        Serdes.String().serializer(),
        context.serdes().serializerOfEncoded(new CustomerEvents(List.of())),
        Names.LIFECYCLE);
    context.write(stage, Names.LIFECYCLE, Topics.CUSTOMER_LIFECYCLE);
    context.write(stage, Names.LIFECYCLE, Topics.CONTRIBUTIONS);
    context.write(stage, Names.LIFECYCLE, Topics.SLICE_CHANGES);
    return stage;
  }

  private StageContext inMemory(StageContext context) {
    backlog = new Backlog(clock, backlogWait, 50_000, 0);
    return with(
        context, TopologyFixture.IN_MEMORY, clock, backlog, new SharedMemory(customerBytes));
  }

  static StageContext with(StageContext context, StateStores stores) {
    return with(context, stores, context.clock(), context.backlog());
  }

  static StageContext with(StageContext context, StateStores stores, Clock clock, Backlog backlog) {
    return with(context, stores, clock, backlog, context.customerMemory());
  }

  private static StageContext with(
      StageContext context,
      StateStores stores,
      Clock clock,
      Backlog backlog,
      SharedMemory customerMemory) {
    return new StageContext(
        context.serdes(),
        context.partitions(),
        context.policy(),
        context.identifierKinds(),
        context.maxLinks(),
        context.customerLimits(),
        customerMemory,
        context.sumsCacheBytes(),
        context.flushInterval(),
        context.flushMaxDelay(),
        context.alertRules(),
        stores,
        clock,
        backlog,
        context.commits(),
        context.meters());
  }

  void send(CustomerEvent event) {
    send(List.of(event));
  }

  /** In one record. */
  void send(List<CustomerEvent> events) {
    topology.send(
        Topics.CUSTOMER_EVENTS, events.get(0).getCustomerId(), new CustomerEvents(events));
    collect();
  }

  /** As after a crash: nothing is left but what is in the stores. */
  void restart() {
    topology.restart();
  }

  /** Time passes. */
  void advance(Duration time) {
    clock.advance(time);
    topology.advance(time);
    collect();
  }

  /** Whether more may come by what it has got. */
  boolean isAtWork() {
    return !backlog.activity().restsFor(Duration.ZERO);
  }

  Instant now() {
    return clock.instant();
  }

  /** How often it was sent what is shown of a customer, or that nothing is. */
  int settlements(String customerId) {
    return settlements.getOrDefault(customerId, 0);
  }

  /** What was sent to other customers since last asked. */
  List<CustomerEvent> sentToCustomers() {
    return topology.readCustomerEvents(HELD_BACK);
  }

  int deadLetters() {
    return topology.deadLetters().size();
  }

  private void collect() {
    topology
        .<CustomerLifecycle>read(Topics.CUSTOMER_LIFECYCLE)
        .forEach(
            record -> {
              settlements.merge(record.key, 1, Integer::sum);
              keep(lifecycles, record.key, record.value);
            });
    topology
        .<EntityContributions>read(Topics.CONTRIBUTIONS)
        .forEach(record -> keep(contributions, record.key, record.value));
    topology
        .<SliceChange>read(Topics.SLICE_CHANGES)
        .forEach(record -> ChangedSums.add(record.value, sums));
  }

  static <T> void keep(Map<String, T> latest, String key, T value) {
    if (value == null) {
      latest.remove(key);
    } else {
      latest.put(key, value);
    }
  }

  /** What is shown of each customer; without the count of its changes and when it was written. */
  Map<String, CustomerLifecycle> lifecycles() {
    return ageless(lifecycles);
  }

  static Map<String, CustomerLifecycle> ageless(Map<String, CustomerLifecycle> lifecycles) {
    lifecycles
        .values()
        .forEach(
            lifecycle -> {
              lifecycle.setVersion(0);
              lifecycle.setUpdatedAt(Instant.EPOCH);
              // Avro's own arrays cannot compare records with optional times.
              lifecycle.setStages(List.copyOf(lifecycle.getStages()));
            });
    return lifecycles;
  }

  /** The ledger as it stands, whenever it was written. */
  Map<String, EntityContributions> contributions() {
    contributions.values().forEach(written -> written.setUpdatedAt(TopologyFixture.NOW));
    return contributions;
  }

  /** "dimension|slice measure day currency" → the sum of all changes sent. */
  Map<String, Long> sums() {
    return sums;
  }

  @Override
  public void close() {
    topology.close();
  }
}
