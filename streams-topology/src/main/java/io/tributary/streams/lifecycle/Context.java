package io.tributary.streams.lifecycle;

import io.tributary.output.Touch;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The customer's own dimensions, which its entities take where they say nothing themselves. What is
 * first or latest is settled by time, then by the entity's id, so that it does not depend on the
 * order of arrival.
 */
final class Context {
  private final FoldedEntities entities;
  private final Traits traits;
  private final Optional<Lead> firstLead;
  private final Optional<Opportunity> latestOpportunity;

  private Context(FoldedEntities entities) {
    this.entities = entities;
    this.traits = entities.first(Traits.class).orElse(Traits.NONE);
    this.firstLead = firstLead(entities);
    this.latestOpportunity =
        entities.all(Opportunity.class).stream().max(Comparator.comparing(Opportunity::openedAt));
  }

  static Dimensions of(FoldedEntities entities) {
    Context context = new Context(entities);
    return new Dimensions(
        context.channel(), context.region(), context.segment(), context.owner(), context.product());
  }

  /** The channel and campaign of the first touch, else of the first lead. */
  static Optional<Touch> firstTouch(FoldedEntities entities) {
    return entities.first(Touches.class).map(Touches::first);
  }

  static Optional<Lead> firstLead(FoldedEntities entities) {
    return entities.all(Lead.class).stream()
        .filter(lead -> lead.capturedAt() != null)
        .min(Comparator.comparing(Lead::capturedAt));
  }

  private String channel() {
    return firstTouch(entities)
        .map(Touch::getChannel)
        .or(() -> firstLead.map(Lead::channel))
        .orElse(null);
  }

  private String region() {
    return first(
        List.of(
            Optional.ofNullable(traits.region()),
            firstLead.map(Lead::region),
            latestOpportunity.map(opportunity -> opportunity.latest().region())));
  }

  private String segment() {
    return first(
        List.of(
            Optional.ofNullable(traits.segment()),
            firstLead.map(Lead::segment),
            latestOpportunity.map(opportunity -> opportunity.latest().segment())));
  }

  private String owner() {
    return first(
        List.of(
            latestOpportunity.map(opportunity -> opportunity.latest().owner()),
            Optional.ofNullable(traits.owner())));
  }

  private String product() {
    return first(
        List.of(
            entities.all(Subscription.class).stream()
                .filter(subscription -> subscription.product() != null)
                .max(Comparator.comparing(Subscription::latestAt))
                .map(Subscription::product),
            entities.all(Opportunity.class).stream()
                .filter(
                    opportunity -> opportunity.isWon() && opportunity.latest().product() != null)
                .max(Comparator.comparing(opportunity -> opportunity.latest().outcomeAt()))
                .map(opportunity -> opportunity.latest().product()),
            firstLead.map(Lead::product)));
  }

  private static String first(List<Optional<String>> values) {
    for (Optional<String> value : values) {
      if (value.isPresent()) {
        return value.get();
      }
    }
    return null;
  }
}
