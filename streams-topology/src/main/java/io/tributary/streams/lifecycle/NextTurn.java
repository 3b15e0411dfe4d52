package io.tributary.streams.lifecycle;

import java.util.OptionalLong;

/**
 * When what is shown of a customer changes next without an event: a trial ends, a cancellation
 * takes effect, an urgent ticket has been open for too long.
 */
final class NextTurn {
  private static final long NEVER = Long.MAX_VALUE;

  private NextTurn() {}

  /**
   * @return the first such time after {@code now}, milliseconds since the epoch
   */
  static OptionalLong after(
      long now, FoldedEntities entities, StageHistory history, Health health) {
    long first = history.nextTurn(now).orElse(NEVER);
    Long flag = health.turns().higher(now);
    if (flag != null) {
      first = Math.min(first, flag);
    }
    for (Subscription subscription : entities.all(Subscription.class)) {
      for (Subscription.Step step : subscription.steps()) {
        if (step.at() > now) {
          first = Math.min(first, step.at());
        }
      }
    }
    return first == NEVER ? OptionalLong.empty() : OptionalLong.of(first);
  }
}
