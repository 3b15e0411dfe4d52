package io.tributary.streams.lifecycle;

import io.tributary.state.Fact;
import java.util.List;

/** Folds the facts of an entity, by its kind. */
final class Folds {
  private Folds() {}

  /**
   * @param facts in order, not empty, all of that kind
   */
  static Folded fold(EntityKind kind, List<Fact> facts) {
    return switch (kind) {
      case LEAD -> Lead.fold(facts);
      case OPPORTUNITY -> Opportunity.fold(facts);
      case SUBSCRIPTION -> Subscription.fold(facts);
      case INVOICE -> Invoice.fold(facts);
      case REFUND -> Refund.fold(facts);
      case TICKET -> Ticket.fold(facts);
      case RATING -> Rating.fold(facts);
      case TOUCHES -> Touches.fold(facts);
      case TRAITS -> Traits.fold(facts);
      case SPEND -> Spend.fold(facts);
      case QUOTA -> Quota.fold(facts);
      case FX_RATE -> FxRate.fold(facts);
      case CUSTOMER, ATTRIBUTION ->
          throw new IllegalArgumentException(
              "no fact is about a " + kind + ": it follows from others");
    };
  }
}
