package io.tributary.streams.topology;

import io.tributary.runtime.config.CommonKeys;
import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import io.tributary.runtime.identity.IdentityFile;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.lifecycle.CustomerLimits;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.MetricsClock;
import io.tributary.streams.policy.PolicyFile;
import io.tributary.streams.store.StateStores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the topology is configured with. */
public record TopologyConfiguration(
    Map<String, String> kafka,
    Map<String, String> registry,
    boolean registerSchemas,
    int partitions,
    int replication,
    StreamsSettings streams,
    Optional<Path> identityFile,
    Policy policy,
    CustomerLimits customerLimits,
    long customerCacheBytes,
    Duration backlogWait,
    int backlogMost,
    long sumsCacheBytes,
    Duration flushInterval,
    Duration flushMaxDelay,
    Optional<Path> alertsFile) {

  private static final Key<String> APPLICATION_ID =
      Key.string("streams.application.id", "tributary")
          .describedAs("The same for all instances; names their group, state and transactions.");
  private static final Key<String> INSTANCE_ID =
      Key.string("streams.instance.id", null)
          .describedAs(
              "Unique among the instances and the same after a restart, so that a restart keeps its partitions; by default the name of the host.");
  private static final Key<Integer> THREADS =
      Key.integer("streams.threads", 2)
          .between(1, 256)
          .describedAs(
              "Threads of this instance; all instances together have work for one per partition (topics.partitions) and one more.");
  private static final Key<Path> STATE_DIRECTORY =
      Key.path("streams.state.dir", Path.of("tributary-state"))
          .describedAs("Folder for state on disk; it can be restored from Kafka.");
  private static final Key<Duration> COMMIT_INTERVAL =
      Key.duration("streams.commit.interval", "100ms")
          .describedAs(
              "How often results become visible; each of the four hops waits for one. While late events come, as in a backfill, every 2 seconds.");
  private static final Key<StateStores.Kind> STORES =
      Key.choice("streams.stores", StateStores.Kind.class, StateStores.Kind.ROCKSDB)
          .describedAs("State on disk, or on the heap: faster, and restored at every start.");
  private static final Key<Long> STORES_MEMORY =
      Key.bytes("streams.stores.memory.bytes", null)
          .between(0, 1L << 36)
          .describedAs(
              "What the rows of state met lately may take on the heap, roughly, for the whole instance; by default an eighth of the heap. Others are read from the disk.");
  private static final Key<String> REPORTING_CURRENCY =
      Key.string("reporting.currency", "USD")
          .describedAs("The currency that metrics are reported in, ISO 4217.");
  private static final Key<Path> POLICY_FILE =
      Key.path("policy.file", null)
          .describedAs(
              "policy.yaml: the company's own definitions: customers, stages, fiscal year, margin, lag.");
  private static final Key<MetricsClock> METRICS_CLOCK =
      Key.choice("metrics.clock", MetricsClock.class, MetricsClock.WALL)
          .describedAs(
              "What says that a day is over: the time, or the latest event, for backfills and tests.");
  private static final Key<Integer> FACT_LIMIT =
      Key.integer("lifecycle.facts.limit", CustomerLimits.STANDARD.facts())
          .between(10, 2_000)
          .describedAs(
              "Most facts of one entity (an opportunity, a subscription) that are kept per identifier: the earliest and the latest. Of touches, 1000 at most.");
  private static final Key<Integer> ENTITY_LIMIT =
      Key.integer("lifecycle.entities.limit", CustomerLimits.STANDARD.entities())
          .between(10, 100_000)
          .describedAs(
              "Most entities of one kind (invoices, tickets) of one customer that are kept per identifier, and counted: always the same ones, by a hash of their ids.");
  private static final Key<Integer> STAGE_LIMIT =
      Key.integer("lifecycle.stages.limit", CustomerLimits.STANDARD.shownStages())
          .between(10, 10_000)
          .describedAs(
              "Most entries of a customer's stage history that are shown: the earliest and the latest.");
  private static final Key<Integer> IDENTIFIER_LIMIT =
      Key.integer("lifecycle.identifiers.limit", CustomerLimits.STANDARD.shownSubjects())
          .between(10, 1_000)
          .describedAs("Most identifiers of a customer that are shown: the first by name.");
  private static final Key<Long> CUSTOMER_CACHE =
      Key.bytes("lifecycle.cache.bytes", null)
          .between(1 << 10, 1L << 36)
          .describedAs(
              "What the customers met lately may take on the heap, roughly, for the whole instance; by default a sixteenth of the heap. Others are read from the store.");
  private static final Key<Duration> BACKLOG_WAIT =
      Key.duration("lifecycle.backlog.wait", "5m")
          .describedAs(
              "A customer whose events come late, as in a backfill, waits for more of them before anything follows: for as long as they are late, but no longer than this. So do first events until it is known whose they are. 0s for never.");
  private static final Key<Long> BACKLOG_BYTES =
      Key.bytes("lifecycle.backlog.bytes", null)
          .between(0, 1L << 36)
          .describedAs(
              "What the lists of customers and identifiers that wait so may take on the heap, roughly, if the instance has all partitions: 200 bytes for each of them, in equal parts. By default an eighth of the heap. Others do not wait.");
  private static final Key<Long> SUMS_CACHE =
      Key.bytes("metrics.cache.bytes", "64MiB")
          .between(1 << 10, 1L << 32)
          .describedAs(
              "What the sums of slices may take on the heap per partition, roughly: 24 bytes for each measure and day. Those of slices met long ago are read from the store when rows are made of them.");
  private static final Key<Duration> FLUSH_INTERVAL =
      Key.duration("metrics.flush.interval", "500ms")
          .describedAs("How often metric rows that changed go out.");
  private static final Key<Duration> FLUSH_MAX_DELAY =
      Key.duration("metrics.flush.max.delay", "30m")
          .describedAs("The longest that rows wait while a backfill makes them others soon.");

  private static final Key<Path> ALERTS_FILE =
      Key.path("alerts.file", null)
          .describedAs("alerts.yaml: the alert rules; it may be edited while the service runs.");

  /**
   * How Kafka Streams runs.
   *
   * @param instanceId null for the name of the host
   * @param storesMemoryBytes what rows of state met lately may take on the heap
   */
  public record StreamsSettings(
      String applicationId,
      String instanceId,
      int threads,
      Path stateDirectory,
      Duration commitInterval,
      StateStores.Kind stores,
      long storesMemoryBytes) {}

  public static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(CommonKeys.STREAMING);
    keys.addAll(
        List.of(
            CommonKeys.REPORTING_ZONE,
            APPLICATION_ID,
            INSTANCE_ID,
            THREADS,
            STATE_DIRECTORY,
            COMMIT_INTERVAL,
            STORES,
            STORES_MEMORY,
            CommonKeys.IDENTITY_FILE,
            REPORTING_CURRENCY,
            POLICY_FILE,
            METRICS_CLOCK,
            FACT_LIMIT,
            ENTITY_LIMIT,
            STAGE_LIMIT,
            IDENTIFIER_LIMIT,
            CUSTOMER_CACHE,
            BACKLOG_WAIT,
            BACKLOG_BYTES,
            SUMS_CACHE,
            FLUSH_INTERVAL,
            FLUSH_MAX_DELAY,
            ALERTS_FILE));
    return List.copyOf(keys);
  }

  /**
   * @throws io.tributary.runtime.config.ConfigurationException when the policy file is wrong
   */
  public static TopologyConfiguration from(Settings settings) {
    return new TopologyConfiguration(
        settings.get(CommonKeys.KAFKA),
        settings.get(CommonKeys.REGISTRY),
        settings.get(CommonKeys.SCHEMAS_REGISTER),
        settings.get(CommonKeys.TOPIC_PARTITIONS),
        settings.get(CommonKeys.TOPIC_REPLICATION),
        new StreamsSettings(
            settings.get(APPLICATION_ID),
            settings.get(INSTANCE_ID),
            settings.get(THREADS),
            settings.get(STATE_DIRECTORY),
            settings.get(COMMIT_INTERVAL),
            settings.get(STORES),
            memory(settings, STORES_MEMORY, 8)),
        Optional.ofNullable(settings.get(CommonKeys.IDENTITY_FILE)),
        policy(settings),
        new CustomerLimits(
            settings.get(FACT_LIMIT),
            settings.get(ENTITY_LIMIT),
            settings.get(STAGE_LIMIT),
            settings.get(IDENTIFIER_LIMIT)),
        memory(settings, CUSTOMER_CACHE, 16),
        settings.get(BACKLOG_WAIT),
        backlogMost(settings),
        settings.get(SUMS_CACHE),
        settings.get(FLUSH_INTERVAL),
        settings.get(FLUSH_MAX_DELAY),
        Optional.ofNullable(settings.get(ALERTS_FILE)));
  }

  /** Of each partition, two lists. */
  private static int backlogMost(Settings settings) {
    long bytes =
        memory(settings, BACKLOG_BYTES, 8) / (2L * settings.get(CommonKeys.TOPIC_PARTITIONS));
    return (int) Math.min(Integer.MAX_VALUE, bytes / WaitingList.BYTES);
  }

  /**
   * @param part of the heap by default, one of so many
   */
  private static long memory(Settings settings, Key<Long> key, int part) {
    return Optional.ofNullable(settings.get(key))
        .orElseGet(() -> Runtime.getRuntime().maxMemory() / part);
  }

  private static Policy policy(Settings settings) {
    String currency = settings.get(REPORTING_CURRENCY);
    if (Currency.getAvailableCurrencies().stream()
        .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
      throw new ConfigurationException(
          REPORTING_CURRENCY
              + " is "
              + currency
              + "; a currency has a code of three letters, such as EUR");
    }
    Policy base =
        Policy.standard()
            .withZone(settings.get(CommonKeys.REPORTING_ZONE))
            .withCurrency(currency)
            .withClock(settings.get(METRICS_CLOCK));
    return Optional.ofNullable(settings.get(POLICY_FILE))
        .map(file -> PolicyFile.parse(YamlNode.read(file), base))
        .orElse(base);
  }

  /** The kinds of identifiers and max_links: from the file, or the standard ones. */
  IdentityFile identity() {
    return IdentityFile.of(identityFile);
  }

  /** The alert rules: of the file, or none. */
  Supplier<AlertRules> alertRules(Clock clock) {
    return alertsFile
        .<Supplier<AlertRules>>map(file -> new AlertRulesSource(file, policy, clock))
        .orElse(() -> AlertRules.NONE);
  }
}
