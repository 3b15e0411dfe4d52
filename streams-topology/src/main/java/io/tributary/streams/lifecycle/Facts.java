package io.tributary.streams.lifecycle;

import io.tributary.state.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The set of facts of one entity, in the order in which they are folded. Adding is commutative and
 * idempotent, so neither the order of arrival nor repetition matters. The set is bounded: of more
 * facts than the limit, the earliest half and the latest half are kept, which again does not depend
 * on the order in which they came.
 */
final class Facts {
  /**
   * (occurred_at, source, event_id). What repeats an id with other words, or for another subject,
   * is a fact of its own here, so that it can be moved by itself; it is folded only once, see
   * {@link #distinct}.
   */
  private static final Comparator<Fact> ORDER =
      Comparator.comparingLong(Fact::getOccurredAt)
          .thenComparing(Fact::getSource)
          .thenComparing(Fact::getEventId)
          .thenComparing(fact -> fact.getBody().getClass().getName())
          .thenComparing(fact -> fact.getBody().toString())
          .thenComparing(Fact::getSubject);

  private Facts() {}

  /**
   * What came of adding a fact.
   *
   * @param facts the set as it is now; the same list when nothing changed
   * @param dropped whether a fact, this one or another, was left out because of the limit
   */
  record Addition(List<Fact> facts, boolean dropped) {}

  /**
   * The facts with one more.
   *
   * @param facts in order
   */
  static Addition add(List<Fact> facts, Fact fact, int limit) {
    int found = Collections.binarySearch(facts, fact, ORDER);
    if (found >= 0) {
      return new Addition(facts, false);
    }
    int place = -1 - found;
    if (facts.size() < limit) {
      List<Fact> more = new ArrayList<>(facts.size() + 1);
      more.addAll(facts.subList(0, place));
      more.add(fact);
      more.addAll(facts.subList(place, facts.size()));
      return new Addition(more, false);
    }
    int middle = limit / 2;
    if (place == middle) {
      return new Addition(facts, true);
    }
    List<Fact> more = new ArrayList<>(facts);
    if (place < middle) {
      more.remove(middle - 1);
      more.add(place, fact);
    } else {
      more.remove(middle);
      more.add(place - 1, fact);
    }
    return new Addition(more, true);
  }

  /** The facts with every (source, event_id) once: of several, the first in order. */
  static List<Fact> distinct(List<Fact> facts) {
    if (facts.size() < 2) {
      return facts;
    }
    record Id(String source, String eventId) {}
    Set<Id> ids = new HashSet<>(2 * facts.size());
    List<Fact> distinct = new ArrayList<>(facts.size());
    for (Fact fact : facts) {
      if (ids.add(new Id(fact.getSource(), fact.getEventId()))) {
        distinct.add(fact);
      }
    }
    return distinct;
  }
}
