package io.tributary.streams.lifecycle;

import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.Facts.Addition;
import java.util.ArrayList;
import java.util.List;

/**
 * One entity of a customer in memory: its facts, what they amount to, and the page that was last
 * sent.
 */
final class Entity {
  // As a heap of a million events showed: objects, strings and what the facts are folded to.
  private static final int OWN_BYTES = 500;
  private static final int FACT_BYTES = 500;
  private static final int CONTRIBUTION_BYTES = 150;

  private final EntityKind kind;
  private final int limit;
  private List<Fact> facts;
  private LedgerPage page;
  private Folded folded;

  /**
   * @param factLimit how many facts of one subject are kept, and how many are folded
   */
  Entity(EntityKind kind, EntityState state, int factLimit) {
    this.kind = kind;
    this.limit = Math.min(factLimit, kind.mostFacts());
    this.facts = state.getFacts();
    this.page = state.getPage();
  }

  static Entity empty(EntityKind kind, int factLimit) {
    return new Entity(kind, new EntityState(List.of(), emptyPage(), 0), factLimit);
  }

  static LedgerPage emptyPage() {
    return new LedgerPage(null, null, null, null, null, List.of());
  }

  Added add(Fact fact) {
    Addition addition = Facts.add(facts, fact, limit);
    boolean news = addition.facts() != facts;
    if (news) {
      become(addition.facts());
    }
    return Added.of(news, addition.dropped());
  }

  /** Takes out the facts that a subject owns. */
  List<Fact> remove(String subject) {
    List<Fact> removed = new ArrayList<>();
    List<Fact> rest = new ArrayList<>();
    facts.forEach(fact -> (fact.getSubject().equals(subject) ? removed : rest).add(fact));
    if (!removed.isEmpty()) {
      become(rest);
    }
    return removed;
  }

  private void become(List<Fact> next) {
    facts = next;
    folded = null;
  }

  /** In order. */
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
      folded = Folds.fold(kind, Facts.distinct(Facts.thinned(facts, limit)));
    }
    return folded;
  }

  /** In memory, roughly. */
  long approximateBytes() {
    return OWN_BYTES + (long) FACT_BYTES * facts.size() + approximateBytes(page);
  }

  /** Of a page in memory, roughly. */
  static long approximateBytes(LedgerPage page) {
    return (long) CONTRIBUTION_BYTES * page.getContributions().size();
  }

  EntityState state() {
    return new EntityState(facts, page, 0);
  }
}
