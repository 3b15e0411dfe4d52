package io.tributary.streams.topology;

import io.tributary.topic.Topics;
import org.apache.kafka.streams.Topology;

/**
 * identity-links → identity-assignments, identity-conflicts. One task for the whole company:
 * evidence needs one order.
 */
final class GraphStage {
  static final String TO_ASSIGNMENTS = Names.to(Names.GRAPH, Topics.IDENTITY_ASSIGNMENTS.name());
  static final String TO_CONFLICTS = Names.to(Names.GRAPH, Topics.IDENTITY_CONFLICTS.name());

  private GraphStage() {}

  static void addTo(Topology topology, StageContext context) {
    context.read(topology, Topics.IDENTITY_LINKS);
    topology.addProcessor(
        Names.GRAPH, () -> new GraphProcessor(context), Names.from(Topics.IDENTITY_LINKS.name()));
    topology.addStateStore(context.stores().busyRows(Names.GRAPH_STORE), Names.GRAPH);
    topology.addStateStore(CommitHook.builder(Names.GRAPH_BUFFER), Names.GRAPH);
    context.write(topology, Names.GRAPH, Topics.IDENTITY_ASSIGNMENTS);
    context.write(topology, Names.GRAPH, Topics.IDENTITY_CONFLICTS);
  }

  /** The key of a link, and of a conflict about it. */
  static String linkKey(String subject, String other) {
    return subject + " → " + other;
  }
}
