package io.tributary.streams.topology;

import org.apache.kafka.streams.Topology;

/**
 * customer-events → customer-lifecycle, contributions, slice-changes, and back to customer-events
 * what belongs to another customer.
 */
final class LifecycleStage {
  private LifecycleStage() {}

  static void addTo(Topology topology, StageContext context) {}
}
