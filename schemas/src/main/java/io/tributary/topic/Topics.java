package io.tributary.topic;

import io.tributary.event.RevenueEvent;
import io.tributary.output.CustomerEvents;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.EntityContributions;
import io.tributary.output.IdentityAssignment;
import io.tributary.output.IdentityConflict;
import io.tributary.output.IdentityLink;
import io.tributary.output.MetricAlert;
import io.tributary.output.MetricValues;
import io.tributary.output.RejectedEvent;
import io.tributary.output.SliceChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The catalogue of topics: every topic that any service reads or writes by name. */
public final class Topics {
  private static final Duration SHORT = Duration.ofDays(2);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration LONG = Duration.ofDays(400);

  public static final Topic MARKETING_EVENTS =
      Topic.kept("marketing-events", "subject", RevenueEvent.class, LONG);
  public static final Topic SALES_EVENTS =
      Topic.kept("sales-events", "subject", RevenueEvent.class, LONG);
  public static final Topic BILLING_EVENTS =
      Topic.kept("billing-events", "subject", RevenueEvent.class, LONG);
  public static final Topic SUPPORT_EVENTS =
      Topic.kept("support-events", "subject", RevenueEvent.class, LONG);
  public static final Topic REJECTED_EVENTS =
      Topic.kept("rejected-events", "source", RejectedEvent.class, MONTH);

  /** Evidence is replayed to rebuild the graph, so it is kept per edge for good. */
  public static final Topic IDENTITY_LINKS =
      Topic.compacted("identity-links", "subject, other", IdentityLink.class).single();

  public static final Topic IDENTITY_ASSIGNMENTS =
      Topic.compacted("identity-assignments", "identifier", IdentityAssignment.class);
  public static final Topic IDENTITY_CONFLICTS =
      Topic.compacted("identity-conflicts", "subject, other", IdentityConflict.class);

  /** Each record holds events of several customers of its partition. */
  public static final Topic CUSTOMER_EVENTS =
      Topic.kept("customer-events", "id of the first customer", CustomerEvents.class, SHORT);

  public static final Topic CUSTOMER_LIFECYCLE =
      Topic.compacted("customer-lifecycle", "customer id", CustomerLifecycle.class);
  public static final Topic CONTRIBUTIONS =
      Topic.compacted("contributions", "customer id, entity", EntityContributions.class);
  public static final Topic SLICE_CHANGES =
      Topic.kept("slice-changes", "dimension, slice", SliceChange.class, SHORT);
  public static final Topic METRIC_VALUES =
      Topic.compacted("metric-values", "family, slice, as-of day", MetricValues.class);
  public static final Topic METRIC_ALERTS =
      Topic.compacted("metric-alerts", "rule, slice", MetricAlert.class);

  /**
   * Records that could not be read or processed, byte for byte, with the cause in their headers.
   */
  public static final Topic DEAD_LETTERS =
      new Topic(
          "dead-letters",
          "as it was",
          Optional.empty(),
          Topic.Partitioning.SCALED,
          Optional.of(MONTH));

  /** What ingest publishes accepted events to. */
  public static final List<Topic> EVENTS =
      List.of(MARKETING_EVENTS, SALES_EVENTS, BILLING_EVENTS, SUPPORT_EVENTS);

  public static final List<Topic> ALL =
      List.of(
          MARKETING_EVENTS,
          SALES_EVENTS,
          BILLING_EVENTS,
          SUPPORT_EVENTS,
          REJECTED_EVENTS,
          IDENTITY_LINKS,
          IDENTITY_ASSIGNMENTS,
          IDENTITY_CONFLICTS,
          CUSTOMER_EVENTS,
          CUSTOMER_LIFECYCLE,
          CONTRIBUTIONS,
          SLICE_CHANGES,
          METRIC_VALUES,
          METRIC_ALERTS,
          DEAD_LETTERS);

  private Topics() {}
}
