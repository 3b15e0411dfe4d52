package io.tributary.streams.topology;

import io.tributary.topic.Topics;
import org.apache.kafka.streams.Topology;

/**
 * Rows of the metrics stage → metric-alerts. It is a child of that stage, in the same task: a slice
 * and its alerts are in one place, and a row need not come back from Kafka to be judged.
 */
final class AlertsStage {
  private AlertsStage() {}

  static void addTo(Topology topology, StageContext context) {
    topology.addProcessor(Names.ALERTS, () -> new AlertsProcessor(context), Names.METRICS);
    topology.addStateStore(context.stores().rows(Names.ALERTS_STORE), Names.ALERTS);
    context.write(topology, Names.ALERTS, Topics.METRIC_ALERTS);
  }
}
