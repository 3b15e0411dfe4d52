package io.tributary.streams.lifecycle;

import io.tributary.event.RatingKind;
import io.tributary.event.SatisfactionRated;
import io.tributary.state.Fact;
import java.util.List;

/** A rating; of several statements about it the latest holds. */
record Rating(long at, RatingKind kind, int score) implements Folded {
  static Rating fold(List<Fact> facts) {
    Fact latest = facts.get(facts.size() - 1);
    SatisfactionRated rating = (SatisfactionRated) latest.getBody();
    return new Rating(latest.getOccurredAt(), rating.getKind(), rating.getScore());
  }
}
