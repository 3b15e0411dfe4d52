package io.tributary.streams.topology;

/**
 * The names of the topology's nodes and stores. They are part of what is kept in Kafka: do not
 * change them.
 */
final class Names {
  static final String IDENTITY = "identity";
  static final String SUBJECTS_STORE = "subjects";
  static final String IDENTITY_BUFFER = "identity-buffer";
  static final String GRAPH = "graph";
  static final String GRAPH_STORE = "graph-edges";
  static final String GRAPH_BUFFER = "graph-buffer";
  static final String LIFECYCLE = "lifecycle";
  static final String ENTITIES_STORE = "entities";
  static final String CUSTOMERS_STORE = "customers";
  static final String WAKE_UPS_STORE = "wake-ups";
  static final String LIFECYCLE_BUFFER = "lifecycle-buffer";
  static final String METRICS = "metrics";
  static final String SUMS_STORE = "sums";
  static final String METRICS_BUFFER = "metrics-buffer";
  static final String ALERTS = "alerts";
  static final String ALERTS_STORE = "alert-states";

  private Names() {}

  /** The node that reads a topic. */
  static String from(String topic) {
    return "from-" + topic;
  }

  /** The node that reads a topic before others, for the one of {@link #from}. */
  static String first(String topic) {
    return "first-" + topic;
  }

  /** The node of a stage that writes a topic: several stages may write the same one. */
  static String to(String stage, String topic) {
    return stage + "-to-" + topic;
  }
}
