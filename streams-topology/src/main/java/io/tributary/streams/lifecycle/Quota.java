package io.tributary.streams.lifecycle;

import io.tributary.event.QuotaSet;
import io.tributary.state.Fact;
import java.util.List;

/** A quota; of several statements about it the latest holds. */
record Quota(QuotaSet line) implements Folded {
  static Quota fold(List<Fact> facts) {
    return new Quota((QuotaSet) facts.get(facts.size() - 1).getBody());
  }
}
