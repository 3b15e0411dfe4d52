package io.tributary.streams.topology;

import org.apache.kafka.streams.Topology;

/**
 * The way of an event from the event topics to alerts. Stages meet in topics only: each reads what
 * another one writes, in a sub-topology of its own that scales and restores by itself.
 */
public final class RevenueTopology {
  private RevenueTopology() {}

  /** The whole topology, as the service runs it and as tests drive it. */
  public static Topology of(StageContext context) {
    Topology topology = new Topology();
    IdentityStage.addTo(topology, context);
    GraphStage.addTo(topology, context);
    LifecycleStage.addTo(topology, context);
    MetricsStage.addTo(topology, context);
    AlertsStage.addTo(topology, context);
    return topology;
  }
}
