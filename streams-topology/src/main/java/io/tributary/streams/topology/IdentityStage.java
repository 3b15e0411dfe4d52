package io.tributary.streams.topology;

import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/**
 * The event topics → customer-events, identity-links. What the graph assigns comes back by
 * identity-assignments, whose keys are partitioned like the events' subjects.
 */
final class IdentityStage {
  static final String TO_LINKS = Names.to(Names.IDENTITY, Topics.IDENTITY_LINKS.name());
  static final String TO_CUSTOMERS = Names.to(Names.IDENTITY, Topics.CUSTOMER_EVENTS.name());

  private IdentityStage() {}

  static void addTo(Topology topology, StageContext context) {
    Topic[] read =
        Stream.concat(Topics.EVENTS.stream(), Stream.of(Topics.IDENTITY_ASSIGNMENTS))
            .toArray(Topic[]::new);
    Topics.EVENTS.forEach(topic -> context.readEvents(topology, topic));
    context.readFirst(topology, Topics.IDENTITY_ASSIGNMENTS);
    topology.addProcessor(
        Names.IDENTITY,
        () -> new IdentityProcessor(context),
        Stream.of(read).map(topic -> Names.from(topic.name())).toArray(String[]::new));
    topology.addStateStore(context.stores().busyRows(Names.SUBJECTS_STORE), Names.IDENTITY);
    topology.addStateStore(CommitHook.builder(Names.IDENTITY_BUFFER), Names.IDENTITY);
    context.write(topology, Names.IDENTITY, Topics.IDENTITY_LINKS);
    context.writeCustomerEvents(topology, Names.IDENTITY);
  }
}
