package io.tributary.streams.topology;

import org.apache.kafka.streams.Topology;

/**
 * The way of an event from the event topics to alerts. Stages meet in topics only: each reads what
 * another one writes. There is one task for each partition of all stages but the graph, and one for
 * the graph.
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
    shareTasks(topology);
    return topology;
  }

  /** How many tasks there are in all instances. */
  static int tasks(int partitions) {
    return partitions + 1;
  }

  /**
   * Stages that share a store share their tasks. With a task for each stage and partition, Kafka
   * Streams gives the first half of them to one thread after a restart, which are the first stages,
   * and one thread waits for the other for most of the time.
   */
  private static void shareTasks(Topology topology) {
    topology.connectProcessorAndStateStores(Names.LIFECYCLE, Names.IDENTITY_BUFFER);
    topology.connectProcessorAndStateStores(Names.METRICS, Names.IDENTITY_BUFFER);
  }
}
