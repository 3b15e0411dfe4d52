package io.tributary.streams.lifecycle;

import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import io.tributary.state.LedgerPage;
import java.util.ArrayList;
import java.util.List;

/**
 * One entity of a customer in memory: its facts, what they amount to, and the page that was last
 * sent.
 */
final class Entity {
  private final EntityKind kind;
  private List<Fact> facts;
  private LedgerPage page;
  private Folded folded;

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

  /** Whether the fact was news. */
  boolean add(Fact fact, int limit) {
    List<Fact> before = facts;
    facts = Facts.add(facts, fact, limit);
    if (facts != before) {
      folded = null;
    }
    return facts != before;
  }

  /** Takes out the facts that a subject owns. */
  List<Fact> remove(String subject) {
    List<Fact> removed = new ArrayList<>();
    List<Fact> rest = new ArrayList<>();
    facts.forEach(fact -> (fact.getSubject().equals(subject) ? removed : rest).add(fact));
    if (!removed.isEmpty()) {
      facts = rest;
      folded = null;
    }
    return removed;
  }

  List<Fact> facts() {
    return facts;
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
      folded = Folds.fold(kind, facts);
    }
    return folded;
  }

  EntityState state() {
    return new EntityState(facts, page);
  }
}
