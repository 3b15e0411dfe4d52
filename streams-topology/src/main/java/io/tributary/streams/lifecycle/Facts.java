package io.tributary.streams.lifecycle;

import io.tributary.state.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The set of facts of one entity. Adding is commutative and idempotent, so neither the order of
 * arrival nor repetition matters. The set is bounded: of more facts than the limit, the earliest
 * half and the latest half are kept, which again does not depend on the order in which they came.
 */
final class Facts {
  /**
   * (occurred_at, source, event_id), the order in which facts are folded; the body settles what an
   * id repeats.
   */
  private static final Comparator<Fact> ORDER =
      Comparator.comparingLong(Fact::getOccurredAt)
          .thenComparing(Fact::getSource)
          .thenComparing(Fact::getEventId)
          .thenComparing(fact -> fact.getBody().toString());

  private Facts() {}

  /**
   * The facts with one more; the same list when nothing changes.
   *
   * @param facts in order
   */
  static List<Fact> add(List<Fact> facts, Fact fact, int limit) {
    for (Fact known : facts) {
      if (known.getEventId().equals(fact.getEventId())
          && known.getSource().equals(fact.getSource())) {
        // An id that says two things: the same one of the two wins in any order.
        return ORDER.compare(known, fact) <= 0 ? facts : insert(without(facts, known), fact, limit);
      }
    }
    return insert(facts, fact, limit);
  }

  private static List<Fact> insert(List<Fact> facts, Fact fact, int limit) {
    int place = -1 - Collections.binarySearch(facts, fact, ORDER);
    if (facts.size() < limit) {
      List<Fact> more = new ArrayList<>(facts.size() + 1);
      more.addAll(facts.subList(0, place));
      more.add(fact);
      more.addAll(facts.subList(place, facts.size()));
      return more;
    }
    int middle = limit / 2;
    if (place == middle) {
      return facts;
    }
    List<Fact> more = new ArrayList<>(facts);
    if (place < middle) {
      more.remove(middle - 1);
      more.add(place, fact);
    } else {
      more.remove(middle);
      more.add(place - 1, fact);
    }
    return more;
  }

  private static List<Fact> without(List<Fact> facts, Fact known) {
    List<Fact> rest = new ArrayList<>(facts);
    rest.remove(known);
    return rest;
  }
}
