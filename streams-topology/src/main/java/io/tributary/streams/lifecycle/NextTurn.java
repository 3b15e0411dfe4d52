package io.tributary.streams.lifecycle;

import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * When what is shown of a customer changes next without an event: a trial ends, a cancellation
 * takes effect, an urgent ticket has been open for too long.
 */
final class NextTurn {
  private NextTurn() {}

  /**
   * @return the first such time after {@code now}, milliseconds since the epoch
   */
  static OptionalLong after(
      long now, FoldedEntities entities, StageHistory history, Health health) {
    LongStream stages = history.nextTurn(now).stream();
    LongStream flags = LongStream.empty();
    Long flag = health.turns().higher(now);
    if (flag != null) {
      flags = LongStream.of(flag);
    }
    LongStream revenue =
        entities.all(Subscription.class).stream()
            .flatMap(subscription -> subscription.steps().stream())
            .mapToLong(Subscription.Step::at)
            .filter(at -> at > now);
    return LongStream.concat(LongStream.concat(stages, flags), revenue).min();
  }
}
