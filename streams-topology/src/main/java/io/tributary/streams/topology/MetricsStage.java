package io.tributary.streams.topology;

import io.tributary.topic.Topics;
import org.apache.kafka.streams.Topology;

/**
 * slice-changes → metric-values; within the same sub-topology the values go on to the alerts
 * (AlertsStage), which writes metric-alerts.
 */
final class MetricsStage {
  private MetricsStage() {}

  static void addTo(Topology topology, StageContext context) {
    context.read(topology, Topics.SLICE_CHANGES);
    topology.addProcessor(
        Names.METRICS,
        () -> new MetricsProcessor(context),
        Names.from(Topics.SLICE_CHANGES.name()));
    topology.addStateStore(context.bytesStore(Names.SUMS_STORE), Names.METRICS);
    context.write(topology, Names.METRICS, Topics.METRIC_VALUES);
  }
}
