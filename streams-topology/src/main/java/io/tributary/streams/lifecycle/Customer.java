package io.tributary.streams.lifecycle;

import io.tributary.output.CustomerLifecycle;
import io.tributary.state.CustomerState;
import io.tributary.state.Departure;
import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import io.tributary.state.LedgerPage;
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
import java.util.function.Function;

/**
 * One customer in memory. Facts are added and moved as they arrive; {@link #settle} then says, once
 * for all of them, what has to be sent. Everything that it says follows from the set of facts
 * alone.
 */
public final class Customer {
  private final String id;
  private final CustomerLimits limits;
  private final Entities entities;
  private final Attribution attribution = new Attribution();
  private final AttributionPages attributionPages = new AttributionPages();
  private final Map<String, Departure> departures;
  private final Map<String, Departure> newDepartures = new TreeMap<>();
  private long latestNews;
  private long version;
  private LedgerPage page;
  private MrrHistory mrr;
  private Long wakesAt;
  private boolean awake;
  private boolean redefined;

  /**
   * @param departures of subjects that were the customer's
   * @param unsettled whether something of it was {@link #postpone}d and not settled since
   * @param limits of what is kept and shown
   */
  public Customer(
      String id,
      CustomerState state,
      Map<String, Departure> departures,
      Map<EntityRef, EntityState> states,
      boolean unsettled,
      CustomerLimits limits) {
    this.id = id;
    this.limits = limits;
    this.departures = new HashMap<>(departures);
    this.version = state.getVersion();
    this.page = state.getPage();
    this.wakesAt = state.getWakesAt();
    this.entities = new Entities(limits);
    states.forEach(
        (reference, entity) -> {
          if (reference.kind().derived()) {
            attributionPages.restore(reference, entity.getPage());
          } else {
            entities.restore(reference, entity);
          }
        });
    entities.restored(unsettled);
    // What is gone by now left no row, but others follow from it: so all is worked out again.
    this.awake = unsettled;
    this.redefined = unsettled;
    this.latestNews = unsettled ? entities.latestFact() : Long.MIN_VALUE;
    this.mrr = MrrHistory.of(subscriptionPages());
  }

  /** A customer of whom nothing is known. */
  public static Customer unknown(String id, CustomerLimits limits) {
    return new Customer(
        id, new CustomerState(0L, Entity.emptyPage(), null), Map.of(), Map.of(), false, limits);
  }

  public String id() {
    return id;
  }

  /**
   * Where the subject has gone, so that what was sent here before it went has to be sent on.
   *
   * @param generation of the assignment by which something was sent here; what is sent on goes by
   *     that of the departure, which is higher, and so comes to rest
   */
  public Optional<Departure> departure(String subject, long generation) {
    return Optional.ofNullable(departures.get(subject))
        .filter(departure -> departure.getGeneration() > generation);
  }

  /** Adds a fact. */
  public Added add(EntityRef reference, Fact fact) {
    Added added = entities.add(reference, fact);
    if (added.isNews()) {
      latestNews = Math.max(latestNews, fact.getOccurredAt());
    }
    return added;
  }

  /**
   * Takes note that a subject belongs to another customer. Word of a lower generation is outdated
   * and ignored.
   *
   * @return the facts that have to go there, by entity
   */
  public Map<EntityRef, List<Fact>> depart(String subject, Departure departure) {
    if (departure(subject, departure.getGeneration() - 1).isPresent()) {
      return Map.of();
    }
    departures.put(subject, departure);
    newDepartures.put(subject, departure);
    return entities.remove(subject);
  }

  /** When the customer is to be settled again although nothing happened; empty for never. */
  public OptionalLong wakesAt() {
    return wakesAt == null ? OptionalLong.empty() : OptionalLong.of(wakesAt);
  }

  /** Its time has come: what is shown of it is to be worked out again. */
  public void wake() {
    awake = true;
  }

  /** Under other definitions, all that was sent of it is to be worked out again. */
  public void redefine() {
    awake = true;
    redefined = true;
  }

  /** Whether anything is to be settled. */
  public boolean isUnsettled() {
    return awake || !entities.unsettled().isEmpty();
  }

  /**
   * Whether settling it later saves anything: of one that is gone before anything was sent of it,
   * nothing follows.
   */
  public boolean mayWait() {
    return version > 0 || entities.haveFacts();
  }

  /**
   * Leaves for later what follows from the facts that came and went. That it was left is not kept
   * with the customer.
   *
   * @return the entities to be stored; empty for one of which nothing is left
   */
  public Map<EntityRef, Optional<EntityState>> postpone() {
    Map<EntityRef, Optional<EntityState>> states = new TreeMap<>();
    for (EntityRef reference : entities.unsaved()) {
      Entity entity = entities.get(reference);
      boolean isGone = entity.facts().isEmpty() && !isWritten(entity.page());
      states.put(reference, isGone ? Optional.empty() : Optional.of(entity.state()));
    }
    entities.saved();
    return states;
  }

  /**
   * Works out what follows from the facts that came and went, and adds the differences to the
   * slices.
   */
  public Settlement settle(Policy policy, Instant now, SliceChanges changes) {
    changes.sawEventAt(latestNews);
    entities.fold();
    FoldedEntities folded = new FoldedEntities(entities.folded());
    Dimensions context = Context.of(folded);
    Dimensions contextBefore = Dimensions.of(page);
    boolean moved = redefined || !context.equals(contextBefore);
    Changed changed = new Changed(new TreeSet<>(entities.unsettled()), moved);
    Map<EntityRef, LedgerPage> pages = new TreeMap<>();
    Pages writer = new Pages(policy);
    settlePages(
        moved ? entities.references() : entities.unsettled(),
        entity -> writer.of(entity, context),
        changes,
        pages);
    changed.entities().addAll(pages.keySet());
    if (changed.isAny(EntityKind::recurs)) {
      settleRetention(contextBefore, context, changes);
    }
    Health health = new Health(folded);
    Customerhood customerhood = Customerhood.of(policy.customerSince(), folded);
    if (changed.isAny(EntityKind::movesCustomers)) {
      settleOwnPage(new Movements(policy).page(mrr, customerhood, health, context), changes, pages);
    }
    Map<EntityRef, Optional<EntityState>> states = new TreeMap<>();
    if (changed.isAny(EntityKind::attributes)) {
      attributionPages.become(attribution.pages(policy, folded, context), changes, pages, states);
    }
    for (EntityRef reference : changed.entities()) {
      Entity entity = entities.get(reference);
      if (entity.facts().isEmpty()) {
        states.put(reference, Optional.empty());
      } else if (pages.containsKey(reference) || entities.unsaved().contains(reference)) {
        states.put(reference, Optional.of(entity.state()));
      }
    }
    boolean concernsIt = awake || changed.isAny(kind -> !kind.companyWide());
    boolean wasSettled = version > 0;
    entities.settled();
    awake = false;
    redefined = false;
    version++;
    StageHistory history = new StageHistory(folded, customerhood);
    OptionalLong nextTurn = NextTurn.after(now.toEpochMilli(), folded, history, health);
    wakesAt = nextTurn.isPresent() ? nextTurn.getAsLong() : null;
    Optional<CustomerLifecycle> portrait =
        Portrait.Frame.of(id, entities, version, limits, context)
            .map(frame -> new Portrait(policy, folded, history, health, now).of(frame));
    boolean shown = concernsIt && (wasSettled || portrait.isPresent());
    return new Settlement(pages, states, portrait, shown);
  }

  private void settlePages(
      Set<EntityRef> references,
      Function<Folded, LedgerPage> writer,
      SliceChanges changes,
      Map<EntityRef, LedgerPage> pages) {
    for (EntityRef reference : references) {
      Entity entity = entities.get(reference);
      LedgerPage after =
          Optional.ofNullable(entities.folded().get(reference))
              .map(writer)
              .filter(Customer::isWritten)
              .orElseGet(Entity::emptyPage);
      if (!after.equals(entity.page())) {
        changes.replace(entity.page(), after);
        pages.put(reference, after);
        entity.setPage(after);
      }
    }
  }

  private void settleRetention(Dimensions contextBefore, Dimensions context, SliceChanges changes) {
    MrrHistory before = mrr;
    mrr = MrrHistory.of(subscriptionPages());
    if (!mrr.equals(before) || !context.equals(contextBefore)) {
      changes.add(contextBefore, Retention.of(before), -1);
      changes.add(context, Retention.of(mrr), 1);
    }
  }

  private void settleOwnPage(
      LedgerPage next, SliceChanges changes, Map<EntityRef, LedgerPage> pages) {
    if (!next.equals(page)) {
      changes.replace(page, next);
      if (isWritten(page) || isWritten(next)) {
        pages.put(EntityRef.CUSTOMER, next);
      }
      page = next;
    }
  }

  /** A page without contributions is not in the ledger. */
  private static boolean isWritten(LedgerPage page) {
    return !page.getContributions().isEmpty();
  }

  private Collection<LedgerPage> subscriptionPages() {
    List<LedgerPage> pages = new ArrayList<>();
    for (Entity subscription : entities.of(EntityKind.SUBSCRIPTION)) {
      pages.add(subscription.page());
    }
    return pages;
  }

  /** What is kept of the customer beside its entities; empty when nothing needs to be. */
  public Optional<CustomerState> state() {
    return entities.isEmpty() && departures.isEmpty()
        ? Optional.empty()
        : Optional.of(new CustomerState(version, page, wakesAt));
  }

  /** What the customer takes in memory, roughly. */
  public long approximateBytes() {
    return entities.approximateBytes() + attributionPages.approximateBytes();
  }

  /** Those departures that are new since last asked: they are kept beside the state. */
  public Map<String, Departure> newDepartures() {
    Map<String, Departure> fresh = new TreeMap<>(newDepartures);
    newDepartures.clear();
    return fresh;
  }
}
