package io.tributary.streams.lifecycle;

import io.tributary.output.Touch;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The customer's own dimensions, which its entities take where they say nothing themselves. What is
 * first or latest is settled by time, then by the entity's id, so that it does not depend on the
 * order of arrival.
 */
final class Context {
  private final Map<EntityRef, Folded> entities;
  private final Traits traits;

  private Context(Map<EntityRef, Folded> entities) {
    this.entities = entities;
    this.traits = of(Traits.class).findFirst().orElse(Traits.NONE);
  }

  /**
   * @param entities in the order of their references
   */
  static Dimensions of(Map<EntityRef, Folded> entities) {
    Context context = new Context(entities);
    return new Dimensions(
        context.channel(), context.region(), context.segment(), context.owner(), context.product());
  }

  /** The channel and campaign of the first touch, else of the first lead. */
  static Optional<Touch> firstTouch(Map<EntityRef, Folded> entities) {
    return new Context(entities).of(Touches.class).findFirst().map(Touches::first);
  }

  static Optional<Lead> firstLead(Map<EntityRef, Folded> entities) {
    return new Context(entities).firstLead();
  }

  private Optional<Lead> firstLead() {
    return of(Lead.class)
        .filter(lead -> lead.capturedAt() != null)
        .min(Comparator.comparing(Lead::capturedAt));
  }

  private String channel() {
    return of(Touches.class)
        .findFirst()
        .map(touches -> touches.first().getChannel())
        .or(() -> firstLead().map(Lead::channel))
        .orElse(null);
  }

  private String region() {
    return first(
        List.of(
            Optional.ofNullable(traits.region()),
            firstLead().map(Lead::region),
            latestOpportunity().map(opportunity -> opportunity.latest().region())));
  }

  private String segment() {
    return first(
        List.of(
            Optional.ofNullable(traits.segment()),
            firstLead().map(Lead::segment),
            latestOpportunity().map(opportunity -> opportunity.latest().segment())));
  }

  private String owner() {
    return first(
        List.of(
            latestOpportunity().map(opportunity -> opportunity.latest().owner()),
            Optional.ofNullable(traits.owner())));
  }

  private String product() {
    return first(
        List.of(
            of(Subscription.class)
                .filter(subscription -> subscription.product() != null)
                .max(Comparator.comparing(Subscription::latestAt))
                .map(Subscription::product),
            of(Opportunity.class)
                .filter(
                    opportunity -> opportunity.isWon() && opportunity.latest().product() != null)
                .max(Comparator.comparing(opportunity -> opportunity.latest().outcomeAt()))
                .map(opportunity -> opportunity.latest().product()),
            firstLead().map(Lead::product)));
  }

  private Optional<Opportunity> latestOpportunity() {
    return of(Opportunity.class).max(Comparator.comparing(Opportunity::openedAt));
  }

  private static String first(List<Optional<String>> values) {
    return values.stream().flatMap(Optional::stream).findFirst().orElse(null);
  }

  private <T extends Folded> Stream<T> of(Class<T> kind) {
    return entities.values().stream().filter(kind::isInstance).map(kind::cast);
  }
}
