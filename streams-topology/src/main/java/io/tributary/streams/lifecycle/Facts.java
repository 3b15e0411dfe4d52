package io.tributary.streams.lifecycle;

import io.tributary.state.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The set of facts of one entity, in the order in which they are folded. Adding is commutative and
 * idempotent, so neither the order of arrival nor repetition matters. The set is bounded: of more
 * facts of one subject than the limit, the earliest half and the latest half are kept, which again
 * does not depend on the order in which they came. It is each subject's facts that are bounded, as
 * they may have to leave again, and what others left out for them would be missing then; what is
 * folded is {@link #thinned} once more, and so is what it would be if one subject had said it all.
 */
final class Facts {
  /**
   * (occurred_at, source, event_id). What repeats an id with other words, or for another subject,
   * is a fact of its own here, so that it can be moved by itself; it is folded only once, see
   * {@link #distinct}.
   */
  private static final Comparator<Fact> ORDER = Facts::order;

  private static final Comparator<Fact> ORDER_OF_ONE_TIME =
      Comparator.comparing(Fact::getSource)
          .thenComparing(Fact::getEventId)
          .thenComparing(fact -> fact.getBody().getClass().getName())
          .thenComparing(fact -> fact.getBody().toString())
          .thenComparing(Fact::getSubject);

  private static final int FEW = 12;

  private Facts() {}

  /** Where the time tells, nothing else is looked at. */
  private static int order(Fact one, Fact other) {
    int byTime = Long.compare(one.getOccurredAt(), other.getOccurredAt());
    return byTime != 0 ? byTime : ORDER_OF_ONE_TIME.compare(one, other);
  }

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
   * @param limit of the facts of one subject
   */
  static Addition add(List<Fact> facts, Fact fact, int limit) {
    int found = Collections.binarySearch(facts, fact, ORDER);
    if (found >= 0) {
      return new Addition(facts, false);
    }
    List<Fact> more = new ArrayList<>(facts.size() + 1);
    int place = -1 - found;
    more.addAll(facts.subList(0, place));
    more.add(fact);
    more.addAll(facts.subList(place, facts.size()));
    if (facts.size() < limit) {
      return new Addition(more, false);
    }
    int[] own =
        IntStream.range(0, more.size())
            .filter(i -> more.get(i).getSubject().equals(fact.getSubject()))
            .toArray();
    if (own.length <= limit) {
      return new Addition(more, false);
    }
    int surplus = own[limit / 2];
    if (surplus == place) {
      return new Addition(facts, true);
    }
    more.remove(surplus);
    return new Addition(more, true);
  }

  /** Of more than the limit, the earliest half and the latest half. */
  static <T> List<T> thinned(List<T> facts, int limit) {
    if (facts.size() <= limit) {
      return facts;
    }
    List<T> thinned = new ArrayList<>(limit);
    thinned.addAll(facts.subList(0, limit / 2));
    thinned.addAll(facts.subList(facts.size() - (limit - limit / 2), facts.size()));
    return thinned;
  }

  /** The facts with every (source, event_id) once: of several, the first in order. */
  static List<Fact> distinct(List<Fact> facts) {
    return facts.size() <= FEW ? distinctOfFew(facts) : distinctOfMany(facts);
  }

  /** To compare few with each other is faster than to make a set of them. */
  private static List<Fact> distinctOfFew(List<Fact> facts) {
    List<Fact> distinct = facts;
    for (int i = 1; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      boolean isRepeated = false;
      for (int before = 0; before < i && !isRepeated; before++) {
        isRepeated = haveSameId(facts.get(before), fact);
      }
      if (isRepeated && distinct == facts) {
        distinct = new ArrayList<>(facts.subList(0, i));
      } else if (!isRepeated && distinct != facts) {
        distinct.add(fact);
      }
    }
    return distinct;
  }

  private static boolean haveSameId(Fact one, Fact other) {
    return one.getEventId().equals(other.getEventId()) && one.getSource().equals(other.getSource());
  }

  private static List<Fact> distinctOfMany(List<Fact> facts) {
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
