package io.tributary.streams.topology;

import io.tributary.topic.Topics;
import org.apache.kafka.streams.Topology;

/**
 * customer-events → customer-lifecycle, contributions, slice-changes, and back to customer-events
 * what belongs to another customer.
 */
final class LifecycleStage {
  static final String TO_CUSTOMERS = Names.to(Names.LIFECYCLE, Topics.CUSTOMER_EVENTS.name());
  static final String TO_LIFECYCLE = Names.to(Names.LIFECYCLE, Topics.CUSTOMER_LIFECYCLE.name());
  static final String TO_CONTRIBUTIONS = Names.to(Names.LIFECYCLE, Topics.CONTRIBUTIONS.name());
  static final String TO_SLICES = Names.to(Names.LIFECYCLE, Topics.SLICE_CHANGES.name());

  /** To every task of the metrics stage: the exchange rates. */
  static final String TO_EVERY_SLICE = Names.to(Names.LIFECYCLE, "every-slice");

  private LifecycleStage() {}

  static void addTo(Topology topology, StageContext context) {
    context.readFirst(topology, Topics.CUSTOMER_EVENTS);
    topology.addProcessor(
        Names.LIFECYCLE,
        () -> new LifecycleProcessor(context),
        Names.from(Topics.CUSTOMER_EVENTS.name()));
    addStores(topology, context);
    context.writeCustomerEvents(topology, Names.LIFECYCLE);
    context.write(topology, Names.LIFECYCLE, Topics.CUSTOMER_LIFECYCLE);
    context.write(topology, Names.LIFECYCLE, Topics.CONTRIBUTIONS);
    context.write(topology, Names.LIFECYCLE, Topics.SLICE_CHANGES);
    context.writeEverywhere(topology, TO_EVERY_SLICE, Topics.SLICE_CHANGES, Names.LIFECYCLE);
  }

  static void addStores(Topology topology, StageContext context) {
    topology.addStateStore(context.stores().busyRows(Names.CUSTOMERS_STORE), Names.LIFECYCLE);
    topology.addStateStore(
        context.stores().busyFamilies(Names.ENTITIES_STORE, CustomerRows.SEPARATOR),
        Names.LIFECYCLE);
    topology.addStateStore(context.stores().rows(Names.WAKE_UPS_STORE), Names.LIFECYCLE);
    topology.addStateStore(CommitHook.builder(Names.LIFECYCLE_BUFFER), Names.LIFECYCLE);
  }
}
