package io.tributary.streams.topology;

import io.tributary.event.IdentifierKinds;
import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.EntityContributions;
import io.tributary.output.MetricAlert;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.runtime.testing.MovableClock;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.policy.Policy;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The whole topology, and what its readers see of the metrics, the ledger and the alerts. */
final class MetricsFixture implements AutoCloseable {
  private final MovableClock clock = new MovableClock(TopologyFixture.NOW);
  private Policy policy;
  private final TopologyFixture topology;
  private final Map<String, Map<String, MetricValue>> rows = new TreeMap<>();
  private final Map<String, MetricValues> records = new TreeMap<>();
  private final NavigableSet<LocalDate> written = new TreeSet<>();
  private final Map<String, EntityContributions> ledger = new TreeMap<>();
  private final Map<String, CustomerLifecycle> lifecycles = new TreeMap<>();
  private final List<MetricAlert> alerts = new ArrayList<>();
  private int sent;

  MetricsFixture(Path stateDirectory, Policy policy, Function<Clock, Supplier<AlertRules>> rules) {
    this(stateDirectory, policy, null, 0, rules);
  }

  /**
   * @param kinds of identifiers, with so many links at most; null for the standard ones
   */
  MetricsFixture(
      Path stateDirectory,
      Policy policy,
      IdentifierKinds kinds,
      int maxLinks,
      Function<Clock, Supplier<AlertRules>> rules) {
    this.policy = policy;
    Supplier<AlertRules> inForce = rules.apply(clock);
    topology =
        new TopologyFixture(
            stateDirectory,
            context ->
                RevenueTopology.of(
                    new StageContext(
                        context.serdes(),
                        context.partitions(),
                        this.policy,
                        kinds == null ? context.identifierKinds() : kinds,
                        kinds == null ? context.maxLinks() : maxLinks,
                        context.customerLimits(),
                        context.customerMemory(),
                        context.sumsCacheBytes(),
                        context.flushInterval(),
                        context.flushMaxDelay(),
                        inForce,
                        TopologyFixture.IN_MEMORY,
                        clock,
                        new Backlog(clock, Duration.ZERO, 50_000, 0),
                        context.commits(),
                        context.meters())));
  }

  void send(RevenueEvent event) {
    topology.send(event);
  }

  void send(List<RevenueEvent> events) {
    events.forEach(this::send);
  }

  /** As after a crash: nothing is left but what is in the stores. */
  void restart() {
    collect();
    topology.restart();
  }

  /** The same, with another policy in force from then on. */
  void restart(Policy other) {
    policy = other;
    restart();
  }

  /** Time passes; long enough for a flush, rows are out afterwards. */
  void advance(Duration time) {
    clock.advance(time);
    topology.advance(time);
    collect();
  }

  /** It becomes that time, and all rows are out within the minute that follows. */
  void turnTo(Instant time) {
    advance(Duration.between(clock.instant(), time));
    for (int second = 0; second < 59; second++) {
      advance(Duration.ofSeconds(1));
    }
  }

  /**
   * Until all that changed is out. Nothing goes out in a round after whose beat the changes came,
   * nor, on a slow machine, in the next one, as an expensive flush is followed by a rest that only
   * a round without changes ends.
   */
  void flush() {
    for (int idle = 0; idle < 3; idle++) {
      int known = sent;
      advance(Duration.ofSeconds(31));
      if (sent > known) {
        idle = -1;
      }
    }
  }

  private void collect() {
    topology
        .<MetricValues>read(Topics.METRIC_VALUES)
        .forEach(
            record -> {
              if (record.value == null) {
                rows.remove(record.key);
                records.remove(record.key);
              } else {
                sent++;
                written.add(record.value.getAsOf());
                rows.put(record.key, byName(record.value));
                records.put(record.key, record.value);
              }
            });
    topology
        .<EntityContributions>read(Topics.CONTRIBUTIONS)
        .forEach(record -> LifecycleFixture.keep(ledger, record.key, record.value));
    topology
        .<CustomerLifecycle>read(Topics.CUSTOMER_LIFECYCLE)
        .forEach(record -> LifecycleFixture.keep(lifecycles, record.key, record.value));
    topology.<MetricAlert>read(Topics.METRIC_ALERTS).forEach(record -> alerts.add(record.value));
  }

  private static Map<String, MetricValue> byName(MetricValues row) {
    Map<String, MetricValue> byName = new TreeMap<>();
    row.getValues()
        .forEach(value -> byName.put(value.getMetric() + ' ' + value.getWindow(), value));
    return byName;
  }

  /** "family|dimension|slice|as-of" → "metric window" → the value. */
  Map<String, Map<String, MetricValue>> rows() {
    return rows;
  }

  /** The same as they were sent, by "family|dimension|slice|as-of". */
  Map<String, MetricValues> records() {
    return records;
  }

  /** The as-of days of the rows that were sent since they were last forgotten. */
  NavigableSet<LocalDate> written() {
    return written;
  }

  void forgetWritten() {
    written.clear();
  }

  /** The ledger as it stands. */
  Map<String, EntityContributions> ledger() {
    return ledger;
  }

  /** What is shown of each customer; without the count of its changes and when it was written. */
  Map<String, CustomerLifecycle> lifecycles() {
    return LifecycleFixture.ageless(lifecycles);
  }

  /** The sum of a measure over the days after one up to another, from the ledger. */
  long ledgerSum(String measure, LocalDate after, LocalDate upTo) {
    return ledger.values().stream()
        .flatMap(page -> page.getContributions().stream())
        .filter(line -> line.getMeasure().equals(measure))
        .filter(line -> line.getDay().isAfter(after) && !line.getDay().isAfter(upTo))
        .mapToLong(line -> line.getAmount())
        .sum();
  }

  /** Every change of an alert since last asked. */
  List<MetricAlert> alerts() {
    List<MetricAlert> since = List.copyOf(alerts);
    alerts.clear();
    return since;
  }

  @Override
  public void close() {
    topology.close();
  }
}
