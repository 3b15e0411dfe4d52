package io.tributary.streams.lifecycle;

import io.tributary.event.SpendRecorded;
import io.tributary.state.Fact;
import java.util.List;

/** A line of spend; of several statements about it the latest holds. */
record Spend(SpendRecorded line) implements Folded {
  static Spend fold(List<Fact> facts) {
    return new Spend((SpendRecorded) facts.get(facts.size() - 1).getBody());
  }
}
