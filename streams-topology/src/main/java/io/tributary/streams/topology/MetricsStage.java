package io.tributary.streams.topology;

import io.tributary.output.SliceChange;
import io.tributary.streams.lifecycle.SliceChanges;
import io.tributary.topic.Topics;
import java.util.List;
import org.apache.kafka.streams.Topology;

/**
 * slice-changes → metric-values; within the same sub-topology the values go on to the alerts
 * (AlertsStage), which writes metric-alerts.
 */
final class MetricsStage {
  static final String TO_VALUES = Names.to(Names.METRICS, Topics.METRIC_VALUES.name());

  /** To every task of this stage: how late it is by the events. */
  static final String TO_CLOCKS = Names.to(Names.METRICS, "clocks");

  private MetricsStage() {}

  static void addTo(Topology topology, StageContext context) {
    context.readFirst(topology, Topics.SLICE_CHANGES);
    topology.addProcessor(
        Names.METRICS,
        () -> new MetricsProcessor(context),
        Names.from(Topics.SLICE_CHANGES.name()));
    topology.addStateStore(context.stores().rows(Names.SUMS_STORE), Names.METRICS);
    topology.addStateStore(CommitHook.builder(Names.METRICS_BUFFER), Names.METRICS);
    context.write(topology, Names.METRICS, Topics.METRIC_VALUES);
    context.writeEverywhere(topology, TO_CLOCKS, Topics.SLICE_CHANGES, Names.METRICS);
  }

  /**
   * Changes nothing but the event clock. The slices of a partition may see no event for days while
   * those of another do, and all must agree what day it is: so who hears of a new day first tells
   * all partitions.
   */
  static SliceChange tick(SliceChange change) {
    return new SliceChange("", "", List.of(), change.getLatestEventAt());
  }

  /** A tick, or exchange rates: they go to every task. */
  static boolean concernsAll(SliceChange change) {
    return change.getDimension().equals(SliceChanges.EVERY_SLICE);
  }
}
