package io.tributary.standalone.bench;

import io.micrometer.core.instrument.Gauge;
import io.tributary.runtime.HealthStatus;
import io.tributary.runtime.ServiceContext;
import io.tributary.runtime.config.Key;
import io.tributary.runtime.config.Settings;
import io.tributary.streams.topology.TopologyConfiguration;
import io.tributary.streams.topology.TopologyService;
import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** The topology at work on a bench, and how far it is. */
final class RunningTopology implements AutoCloseable {
  private static final String GROUP = "bench";
  private static final long PAUSE_MILLIS = 200;

  /** Commits hand records on from stage to stage: several of them fit into this time. */
  private static final long QUIET_NANOS = 1_000_000_000;

  private static final Set<String> EVENTS =
      Topics.EVENTS.stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());
  private static final Set<String> READ =
      Stream.concat(
              EVENTS.stream(),
              Stream.of(
                      Topics.IDENTITY_LINKS,
                      Topics.IDENTITY_ASSIGNMENTS,
                      Topics.CUSTOMER_EVENTS,
                      Topics.SLICE_CHANGES)
                  .map(Topic::name))
          .collect(Collectors.toUnmodifiableSet());

  private final TopicEnds ends;
  private final ServiceContext context = Workbench.context();
  private final TopologyService service;

  private RunningTopology(Workbench bench, TopicEnds ends) throws InterruptedException {
    this.ends = ends;
    List<String> keys = TopologyConfiguration.keys().stream().map(Key::name).toList();
    Map<String, String> settings = new HashMap<>(bench.settings(keys));
    settings.put("streams.application.id", GROUP);
    settings.put("streams.instance.id", GROUP);
    settings.put("streams.state.dir", state(bench).toString());
    this.service =
        TopologyService.start(
            TopologyConfiguration.from(
                Settings.load(
                    TopologyConfiguration.keys(), Optional.empty(), System.getenv(), settings)),
            context);
  }

  /** Where its stores are on the disk. */
  static Path state(Workbench bench) {
    return bench.folder().resolve("state");
  }

  /** Returns when it has taken over its partitions and their state. */
  static RunningTopology start(Workbench bench, TopicEnds ends) throws InterruptedException {
    RunningTopology topology = new RunningTopology(bench, ends);
    HealthStatus status = topology.status();
    while (status instanceof HealthStatus.Down) {
      Thread.sleep(PAUSE_MILLIS);
      status = topology.status();
    }
    return topology;
  }

  private HealthStatus status() {
    HealthStatus status = context.health().check().get("streams");
    if (status instanceof HealthStatus.Down down && down.toString().contains("stopped:")) {
      service.close();
      throw new IllegalStateException("the topology failed: " + down);
    }
    return status;
  }

  /** Events read, and their results committed. */
  long eventsRead() throws ExecutionException, InterruptedException {
    return TopicEnds.sum(ends.read(GROUP, ends.of(EVENTS).keySet()), EVENTS::contains);
  }

  /** Whether all has followed from what there was to read in any stage: rows may wait. */
  private boolean hasReadAll() throws ExecutionException, InterruptedException {
    // Once more behind it: those who waited may have been let go after the first look.
    return isAtEnd()
        && isNothingLeft("tributary.identity.subjects.held")
        && isNothingLeft("tributary.lifecycle.customers.waiting")
        && isAtEnd();
  }

  private boolean isAtEnd() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> end = ends.of(READ);
    Map<TopicPartition, Long> read = ends.read(GROUP, end.keySet());
    return end.entrySet().stream().allMatch(entry -> read.get(entry.getKey()) >= entry.getValue());
  }

  private boolean hasSentAllRows() {
    return isNothingLeft("tributary.metrics.slices.to.send");
  }

  private boolean isNothingLeft(String gauge) {
    return context.meters().find(gauge).gauges().stream().mapToDouble(Gauge::value).sum() == 0;
  }

  /**
   * When all was done, as System.nanoTime.
   *
   * @param events all that follows from them was committed, but for rows
   * @param rows the last rows were out
   */
  record Done(long events, long rows) {}

  /** Waits until all results of all events are committed. */
  Done awaitDone() throws ExecutionException, InterruptedException {
    Since read = new Since();
    Since sent = new Since();
    while (!(read.isLongerThan(QUIET_NANOS) && sent.isLongerThan(QUIET_NANOS))) {
      status();
      boolean readAll = hasReadAll();
      read.holds(readAll);
      sent.holds(readAll && hasSentAllRows());
      Thread.sleep(PAUSE_MILLIS);
    }
    return new Done(read.began, sent.began);
  }

  /** Since when something holds. */
  private static final class Since {
    private boolean holding;
    private long began;

    void holds(boolean now) {
      if (now && !holding) {
        began = System.nanoTime();
      }
      holding = now;
    }

    boolean isLongerThan(long nanos) {
      return holding && System.nanoTime() - began > nanos;
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
