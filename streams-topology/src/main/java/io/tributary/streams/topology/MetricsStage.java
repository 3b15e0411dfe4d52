package io.tributary.streams.topology;

import org.apache.kafka.streams.Topology;

/**
 * slice-changes → metric-values; within the same sub-topology the values go on to the alerts
 * (AlertsStage), which writes metric-alerts.
 */
final class MetricsStage {
  private MetricsStage() {}

  static void addTo(Topology topology, StageContext context) {}
}
