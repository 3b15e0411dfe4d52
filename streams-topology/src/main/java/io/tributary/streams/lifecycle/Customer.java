package io.tributary.streams.lifecycle;

import io.tributary.output.CustomerLifecycle;
import io.tributary.state.CustomerState;
import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import io.tributary.state.LedgerPage;
import io.tributary.state.Ownership;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One customer in memory. Facts are added and moved as they arrive; {@link #settle} then says, once
 * for all of them, what has to be sent. Everything that it says follows from the set of facts
 * alone.
 */
public final class Customer {
  private final String id;
  private final int factLimit;
  private final Map<EntityRef, Entity> entities = new TreeMap<>();
  private final Map<String, Ownership> owners;
  private final Set<EntityRef> unsettled = new TreeSet<>();
  private long latestNews = Long.MIN_VALUE;
  private long version;
  private LedgerPage page;
  private Long wakesAt;
  private boolean awake;

  /**
   * @param factLimit how many facts of one entity are kept
   */
  public Customer(
      String id, CustomerState state, Map<EntityRef, EntityState> entities, int factLimit) {
    this.id = id;
    this.factLimit = factLimit;
    this.owners = new HashMap<>(state.getOwners());
    this.version = state.getVersion();
    this.page = state.getPage();
    this.wakesAt = state.getWakesAt();
    entities.forEach(
        (reference, entity) -> this.entities.put(reference, new Entity(reference.kind(), entity)));
  }

  /** The state of a customer of whom nothing is known. */
  public static CustomerState unknown() {
    return new CustomerState(Map.of(), 0L, Entity.emptyPage(), null);
  }

  public String id() {
    return id;
  }

  /**
   * Whose the subject's facts are, as far as this customer was told: another customer, or nobody
   * else.
   */
  public Optional<String> otherOwner(String subject) {
    Ownership ownership = owners.get(subject);
    return ownership == null || ownership.getOwner().equals(id)
        ? Optional.empty()
        : Optional.of(ownership.getOwner());
  }

  /** Adds a fact. */
  public Added add(EntityRef reference, Fact fact) {
    Entity entity = entities.computeIfAbsent(reference, unknown -> Entity.empty(unknown.kind()));
    Added added = entity.add(fact, factLimit);
    if (added.isNews()) {
      unsettled.add(reference);
      latestNews = Math.max(latestNews, fact.getOccurredAt());
    }
    return added;
  }

  /**
   * Takes note of who owns a subject. Word of a lower generation is outdated and ignored.
   *
   * @return the facts that have to go to the owner, by entity; empty when it is this customer
   */
  public Map<EntityRef, List<Fact>> assign(String subject, String owner, long generation) {
    Ownership known = owners.get(subject);
    if (known != null && known.getGeneration() >= generation) {
      return Map.of();
    }
    owners.put(subject, new Ownership(owner, generation));
    return owner.equals(id) ? Map.of() : remove(subject);
  }

  private Map<EntityRef, List<Fact>> remove(String subject) {
    Map<EntityRef, List<Fact>> removed = new TreeMap<>();
    entities.forEach(
        (reference, entity) -> {
          List<Fact> facts = entity.remove(subject);
          if (!facts.isEmpty()) {
            removed.put(reference, facts);
            unsettled.add(reference);
          }
        });
    return removed;
  }

  /** When the customer is to be settled again although nothing happened; empty for never. */
  public OptionalLong wakesAt() {
    return wakesAt == null ? OptionalLong.empty() : OptionalLong.of(wakesAt);
  }

  /** Its time has come: what is shown of it is to be worked out again. */
  public void wake() {
    awake = true;
  }

  /** Whether anything is to be settled. */
  public boolean isUnsettled() {
    return awake || !unsettled.isEmpty();
  }

  /**
   * What has to be sent and stored after a settlement.
   *
   * @param pages of the entities that changed; without contributions where nothing is left
   * @param states of the same entities; empty for one that is gone
   * @param lifecycle what is shown of the customer; empty when nothing is left of it
   * @param shown whether it is one that is shown: what the company spends is nobody's
   */
  public record Settlement(
      Map<EntityRef, LedgerPage> pages,
      Map<EntityRef, Optional<EntityState>> states,
      Optional<CustomerLifecycle> lifecycle,
      boolean shown) {}

  /**
   * Works out what follows from the facts that came and went, and adds the differences to the
   * slices.
   */
  public Settlement settle(Policy policy, Instant now, SliceChanges changes) {
    changes.sawEventAt(latestNews);
    MrrHistory mrrBefore = MrrHistory.of(subscriptionPages());
    Map<EntityRef, Folded> folded = folded();
    Dimensions context = Context.of(folded);
    Dimensions contextBefore = Dimensions.of(page);
    if (!context.equals(contextBefore)) {
      unsettled.addAll(entities.keySet());
    }
    Map<EntityRef, LedgerPage> pages = settlePages(new Pages(policy), folded, context, changes);
    MrrHistory mrr = MrrHistory.of(subscriptionPages());
    if (!mrr.equals(mrrBefore) || !context.equals(contextBefore)) {
      changes.add(contextBefore, Retention.of(mrrBefore), -1);
      changes.add(context, Retention.of(mrr), 1);
    }
    LedgerPage customerPage = new Movements(policy).page(mrr, folded.values(), context);
    if (!customerPage.equals(page)) {
      changes.replace(page, customerPage);
      if (isWritten(page) || isWritten(customerPage)) {
        pages.put(EntityRef.CUSTOMER, customerPage);
      }
      page = customerPage;
    }
    Map<EntityRef, Optional<EntityState>> states = new TreeMap<>();
    for (EntityRef reference : unsettled) {
      Entity entity = entities.get(reference);
      boolean gone = entity.facts().isEmpty();
      states.put(reference, gone ? Optional.empty() : Optional.of(entity.state()));
      if (gone) {
        entities.remove(reference);
      }
    }
    boolean shown =
        awake || states.keySet().stream().anyMatch(entity -> !entity.kind().companyWide());
    unsettled.clear();
    awake = false;
    version++;
    OptionalLong nextTurn = NextTurn.after(now.toEpochMilli(), folded.values());
    wakesAt = nextTurn.isPresent() ? nextTurn.getAsLong() : null;
    return new Settlement(pages, states, portrait(policy, folded, context, now), shown);
  }

  private Map<EntityRef, LedgerPage> settlePages(
      Pages writer, Map<EntityRef, Folded> folded, Dimensions context, SliceChanges changes) {
    Map<EntityRef, LedgerPage> pages = new TreeMap<>();
    for (EntityRef reference : unsettled) {
      Entity entity = entities.get(reference);
      LedgerPage after =
          folded.containsKey(reference)
              ? writer.of(folded.get(reference), context)
              : Entity.emptyPage();
      if (!after.equals(entity.page())) {
        changes.replace(entity.page(), after);
        if (isWritten(entity.page()) || isWritten(after)) {
          pages.put(reference, after);
        }
        entity.setPage(after);
      }
    }
    return pages;
  }

  /** A page without contributions is not in the ledger. */
  private static boolean isWritten(LedgerPage page) {
    return !page.getContributions().isEmpty();
  }

  private Map<EntityRef, Folded> folded() {
    Map<EntityRef, Folded> folded = new TreeMap<>();
    entities.forEach(
        (reference, entity) -> {
          if (!entity.facts().isEmpty()) {
            folded.put(reference, entity.folded());
          }
        });
    return folded;
  }

  private Collection<LedgerPage> subscriptionPages() {
    return entities.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == EntityKind.SUBSCRIPTION)
        .map(entry -> entry.getValue().page())
        .toList();
  }

  private Optional<CustomerLifecycle> portrait(
      Policy policy, Map<EntityRef, Folded> folded, Dimensions context, Instant now) {
    boolean nobody = folded.keySet().stream().allMatch(entity -> entity.kind().companyWide());
    if (nobody) {
      return Optional.empty();
    }
    Set<String> subjects = new TreeSet<>();
    long firstSeen = Long.MAX_VALUE;
    long lastSeen = Long.MIN_VALUE;
    for (Entity entity : entities.values()) {
      List<Fact> facts = entity.facts();
      if (!facts.isEmpty()) {
        subjects.addAll(entity.subjects());
        firstSeen = Math.min(firstSeen, facts.get(0).getOccurredAt());
        lastSeen = Math.max(lastSeen, facts.get(facts.size() - 1).getOccurredAt());
      }
    }
    return Optional.of(
        new Portrait(policy, folded, now)
            .of(
                new Portrait.Frame(
                    id, new ArrayList<>(subjects), firstSeen, lastSeen, version, context)));
  }

  /** What is kept of the customer beside its entities; empty when nothing needs to be. */
  public Optional<CustomerState> state() {
    return entities.isEmpty() && owners.isEmpty()
        ? Optional.empty()
        : Optional.of(new CustomerState(owners, version, page, wakesAt));
  }
}
