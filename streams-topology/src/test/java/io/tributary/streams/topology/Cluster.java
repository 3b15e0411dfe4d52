package io.tributary.streams.topology;

import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.EntityContributions;
import io.tributary.output.IdentityConflict;
import io.tributary.runtime.testing.MovableClock;
import io.tributary.state.SubjectState;
import io.tributary.streams.store.SharedMemory;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;

/**
 * The stages of the topology as tasks on several partitions, as Kafka would run them: each
 * partition of each topic is read in order, and otherwise everything happens in any order. Any task
 * may fail after any record, and begins again with what it had stored.
 */
final class Cluster implements AutoCloseable {
  /** So that customers are forgotten and read again all the time. */
  private static final long SMALL_CACHE_BYTES = 4_000;

  private static final int PARTITIONS = 2;
  private static final Duration WAITED_IN_VAIN = Duration.ofSeconds(6);

  private record Waiting(Topic topic, String key, SpecificRecord value) {}

  /** A task, and what waits for it by topic. */
  private final class Task {
    final Map<String, Deque<Waiting>> partitions = new TreeMap<>();
    final TopologyFixture stage;
    final LifecycleFixture lifecycle;

    Task(TopologyFixture stage, LifecycleFixture lifecycle) {
      this.stage = stage;
      this.lifecycle = lifecycle;
    }

    void put(Waiting record) {
      partitions.computeIfAbsent(record.topic().name(), t -> new ArrayDeque<>()).add(record);
    }

    void process(Waiting record) {
      if (lifecycle != null) {
        lifecycle.send(pack((CustomerEvent) record.value()));
        lifecycle.sentToCustomers().forEach(Cluster.this::toCustomer);
        return;
      }
      stage.send(record.topic(), record.key(), record.value());
      passOn();
    }

    /** Some of those that wait come in one record with it. */
    private List<CustomerEvent> pack(CustomerEvent first) {
      List<CustomerEvent> events = new ArrayList<>(List.of(first));
      Deque<Waiting> waiting =
          partitions.getOrDefault(Topics.CUSTOMER_EVENTS.name(), new ArrayDeque<>());
      while (!waiting.isEmpty() && random.nextBoolean()) {
        events.add((CustomerEvent) waiting.remove().value());
      }
      if (waiting.isEmpty()) {
        partitions.remove(Topics.CUSTOMER_EVENTS.name());
      }
      return events;
    }

    /** What the stage has sent reaches its topics. */
    private void passOn() {
      stage.readCustomerEvents(Topics.CUSTOMER_EVENTS).forEach(Cluster.this::toCustomer);
      stage
          .<SpecificRecord>read(Topics.IDENTITY_LINKS)
          .forEach(sent -> graph.put(new Waiting(Topics.IDENTITY_LINKS, sent.key, sent.value)));
      stage
          .<SpecificRecord>read(Topics.IDENTITY_ASSIGNMENTS)
          .forEach(
              sent ->
                  task(identity, sent.key)
                      .put(new Waiting(Topics.IDENTITY_ASSIGNMENTS, sent.key, sent.value)));
      stage
          .<IdentityConflict>read(Topics.IDENTITY_CONFLICTS)
          .forEach(sent -> conflicts.put(sent.key, sent.value));
    }

    /** Time passes. */
    void advance(Duration time) {
      if (lifecycle != null) {
        lifecycle.advance(time);
        lifecycle.sentToCustomers().forEach(Cluster.this::toCustomer);
      } else {
        stage.advance(time);
        passOn();
      }
    }

    void restart() {
      if (lifecycle != null) {
        lifecycle.restart();
      } else {
        stage.restart();
      }
    }

    void close() {
      if (lifecycle != null) {
        lifecycle.close();
      } else {
        stage.close();
      }
    }
  }

  private final Random random;
  private final List<Task> identity = new ArrayList<>();
  private final List<Task> customers = new ArrayList<>();
  private final Task graph;
  private final Map<String, IdentityConflict> conflicts = new TreeMap<>();
  private final MovableClock clock = new MovableClock(TopologyFixture.NOW);
  private final Backlog backlog;
  private int processed;

  Cluster(Path directory, Random random) {
    this.random = random;
    // All events are late: in half of the runs subjects wait to be assigned, and customers for the
    // others.
    Duration wait = Duration.ofMinutes(random.nextBoolean() ? 5 : 0);
    backlog = new Backlog(clock, wait, 50_000, RevenueTopology.tasks(PARTITIONS));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Path own = directory.resolve("p" + partition);
      identity.add(new Task(stage(own.resolve("identity"), IdentityStage::addTo), null));
      customers.add(
          new Task(null, new LifecycleFixture(own.resolve("lifecycle"), wait, SMALL_CACHE_BYTES)));
    }
    graph = new Task(stage(directory.resolve("graph"), GraphStage::addTo), null);
  }

  private interface Stage {
    void addTo(Topology topology, StageContext context);
  }

  private TopologyFixture stage(Path directory, Stage stage) {
    return new TopologyFixture(
        directory,
        context -> {
          Topology topology = new Topology();
          stage.addTo(topology, narrow(context));
          return topology;
        });
  }

  private StageContext narrow(StageContext context) {
    return new StageContext(
        context.serdes(),
        context.partitions(),
        context.policy(),
        RandomCompany.KINDS,
        RandomCompany.MAX_LINKS,
        context.customerLimits(),
        new SharedMemory(SMALL_CACHE_BYTES),
        SMALL_CACHE_BYTES,
        context.flushInterval(),
        context.flushMaxDelay(),
        context.alertRules(),
        TopologyFixture.IN_MEMORY,
        clock,
        backlog,
        context.commits(),
        context.meters());
  }

  /** An event reaches its topic. */
  void put(String subject, RevenueEvent event) {
    Topic topic = Topics.EVENTS.get(random.nextInt(Topics.EVENTS.size()));
    task(identity, subject).put(new Waiting(topic, subject, event));
  }

  private void toCustomer(CustomerEvent event) {
    String customer = event.getCustomerId();
    task(customers, customer).put(new Waiting(Topics.CUSTOMER_EVENTS, customer, event));
  }

  private static Task task(List<Task> tasks, String key) {
    return tasks.get(Math.floorMod(key.hashCode(), tasks.size()));
  }

  /** Processes records until none waits, or so many. */
  void run(int most) {
    for (int i = 0; i < most && step(); i++) {
      processed++;
    }
  }

  /** No event comes for some seconds. */
  void waitNoLonger() {
    clock.advance(WAITED_IN_VAIN);
    identity.forEach(task -> task.advance(WAITED_IN_VAIN));
    customers.forEach(task -> task.advance(WAITED_IN_VAIN));
  }

  /** Those of which there is evidence, and of which the graph has not said whose they are. */
  List<String> unansweredSubjects() {
    StateCodec<SubjectState> codec = new StateCodec<>(SubjectState.class);
    return identity.stream()
        .flatMap(task -> task.stage.rows(Names.SUBJECTS_STORE).stream())
        .filter(row -> row.key.get()[0] == 'S')
        .filter(
            row -> {
              SubjectState subject = codec.decode(row.value);
              return subject.getGeneration() == 0 && !subject.getEvidence().isEmpty();
            })
        .map(row -> row.key.toString())
        .toList();
  }

  /** Whether any subject's events are held because it is not known whose they are. */
  boolean holdsSubjects() {
    return identity.stream()
        .flatMap(task -> task.stage.rows(Names.SUBJECTS_STORE).stream())
        .anyMatch(row -> row.key.get()[0] == 'W');
  }

  /** What customers hold for the time. */
  Instant now() {
    return clock.instant();
  }

  int processed() {
    return processed;
  }

  private boolean step() {
    List<Task> busy = new ArrayList<>(identity);
    busy.addAll(customers);
    busy.add(graph);
    if (random.nextInt(60) == 0) {
      busy.get(random.nextInt(busy.size())).restart();
    }
    if (random.nextInt(200) == 0) {
      waitNoLonger();
    }
    busy.removeIf(task -> task.partitions.isEmpty());
    if (busy.isEmpty()) {
      return false;
    }
    Task task = busy.get(random.nextInt(busy.size()));
    List<String> topics = List.copyOf(task.partitions.keySet());
    Deque<Waiting> partition = task.partitions.get(topics.get(random.nextInt(topics.size())));
    Waiting next = partition.remove();
    if (partition.isEmpty()) {
      task.partitions.remove(next.topic().name());
    }
    task.process(next);
    return true;
  }

  Map<String, CustomerLifecycle> lifecycles() {
    Map<String, CustomerLifecycle> all = new TreeMap<>();
    customers.forEach(task -> all.putAll(task.lifecycle.lifecycles()));
    return all;
  }

  Map<String, EntityContributions> contributions() {
    Map<String, EntityContributions> all = new TreeMap<>();
    customers.forEach(task -> all.putAll(task.lifecycle.contributions()));
    return all;
  }

  Map<String, Long> sums() {
    Map<String, Long> all = new TreeMap<>();
    for (Task task : customers) {
      task.lifecycle.sums().forEach((line, amount) -> all.merge(line, amount, Long::sum));
    }
    all.values().removeIf(amount -> amount == 0);
    return all;
  }

  long standingConflicts() {
    return conflicts.values().stream().filter(IdentityConflict::getStanding).count();
  }

  @Override
  public void close() {
    identity.forEach(Task::close);
    customers.forEach(Task::close);
    graph.close();
  }
}
