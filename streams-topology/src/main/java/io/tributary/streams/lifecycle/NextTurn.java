package io.tributary.streams.lifecycle;

import java.util.Collection;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * When what is shown of a customer changes next without an event: a trial ends, a cancellation
 * takes effect, an urgent ticket has been open for too long.
 */
final class NextTurn {
  private NextTurn() {}

  /**
   * @return the first such time after {@code now}, milliseconds since the epoch
   */
  static OptionalLong after(long now, Collection<Folded> entities, Health health) {
    return Stream.concat(entities.stream().flatMap(NextTurn::turns), health.turns().stream())
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .filter(at -> at > now)
        .min();
  }

  private static Stream<Long> turns(Folded entity) {
    if (entity instanceof Subscription subscription) {
      return Stream.concat(
          subscription.steps().stream().map(Subscription.Step::at),
          subscription.tellsFrom().stream());
    } else if (entity instanceof Opportunity opportunity) {
      return opportunity.moments().stream().map(Opportunity.Moment::at);
    } else if (entity instanceof Lead lead) {
      return Stream.of(lead.firstSeenAt(), lead.mqlAt(), lead.sqlAt());
    }
    return Stream.empty();
  }
}
