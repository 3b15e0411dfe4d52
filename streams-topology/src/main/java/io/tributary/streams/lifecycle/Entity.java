package io.tributary.streams.lifecycle;

import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.Facts.Addition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One entity of a customer in memory: its facts, what they amount to, and the page that was last
 * sent.
 */
final class Entity {
  private final EntityKind kind;
  private List<Fact> facts;
  private LedgerPage page;
  private Folded folded;
  private Set<String> subjects;

  Entity(EntityKind kind, EntityState state) {
    this.kind = kind;
    this.facts = state.getFacts();
    this.page = state.getPage();
  }

  static Entity empty(EntityKind kind) {
    return new Entity(kind, new EntityState(List.of(), emptyPage()));
  }

  static LedgerPage emptyPage() {
    return new LedgerPage(null, null, null, null, null, List.of());
  }

  /** Adds a fact, of no more than the limit. */
  Added add(Fact fact, int limit) {
    Addition addition = Facts.add(facts, fact, Math.min(limit, kind.mostFacts()));
    boolean news = addition.facts() != facts;
    if (news) {
      become(addition.facts());
    }
    return Added.of(news, addition.dropped());
  }

  /** Takes out the facts that a subject owns. */
  List<Fact> remove(String subject) {
    if (!subjects().contains(subject)) {
      return List.of();
    }
    List<Fact> removed = new ArrayList<>();
    List<Fact> rest = new ArrayList<>();
    facts.forEach(fact -> (fact.getSubject().equals(subject) ? removed : rest).add(fact));
    become(rest);
    return removed;
  }

  private void become(List<Fact> next) {
    facts = next;
    folded = null;
    subjects = null;
  }

  /** In order. */
  List<Fact> facts() {
    return facts;
  }

  /** Who owns any of the facts. */
  Set<String> subjects() {
    if (subjects == null) {
      Set<String> owners = new HashSet<>();
      facts.forEach(fact -> owners.add(fact.getSubject()));
      subjects = owners;
    }
    return subjects;
  }

  LedgerPage page() {
    return page;
  }

  void setPage(LedgerPage page) {
    this.page = page;
  }

  /** What the facts amount to; computed when it is needed and kept until they change. */
  Folded folded() {
    if (folded == null) {
      folded = Folds.fold(kind, Facts.distinct(facts));
    }
    return folded;
  }

  EntityState state() {
    return new EntityState(facts, page);
  }
}
