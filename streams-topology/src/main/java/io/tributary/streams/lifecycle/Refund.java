package io.tributary.streams.lifecycle;

import io.tributary.event.RefundIssued;
import io.tributary.state.Fact;
import java.util.List;

/** A refund; of several statements about it the latest holds. */
record Refund(long at, long amountMicros, String currency) implements Folded {
  static Refund fold(List<Fact> facts) {
    Fact latest = facts.get(facts.size() - 1);
    RefundIssued refund = (RefundIssued) latest.getBody();
    return new Refund(latest.getOccurredAt(), refund.getAmountMicros(), refund.getCurrency());
  }
}
