package io.tributary.streams.lifecycle;

import io.tributary.output.CustomerLifecycle;
import io.tributary.state.CustomerState;
import io.tributary.state.Departure;
import io.tributary.state.EntityState;
import io.tributary.state.Fact;
import io.tributary.state.LedgerPage;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
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
  private static final int MOST_SHOWN_SUBJECTS = 1_000;

  private final String id;
  private final int factLimit;
  private final Map<EntityRef, Entity> entities = new TreeMap<>();
  private final AttributionPages attribution = new AttributionPages();
  private final Map<String, Set<EntityRef>> subjects = new HashMap<>();
  private final Map<String, Departure> departures;
  private final Map<String, Departure> newDepartures = new TreeMap<>();
  private final Set<EntityRef> unsettled = new TreeSet<>();
  private long latestNews = Long.MIN_VALUE;
  private long version;
  private LedgerPage page;
  private Long wakesAt;
  private boolean awake;

  /**
   * @param departures of subjects that were the customer's
   * @param factLimit how many facts of one entity and subject are kept
   */
  public Customer(
      String id,
      CustomerState state,
      Map<String, Departure> departures,
      Map<EntityRef, EntityState> entities,
      int factLimit) {
    this.id = id;
    this.factLimit = factLimit;
    this.departures = new HashMap<>(departures);
    this.version = state.getVersion();
    this.page = state.getPage();
    this.wakesAt = state.getWakesAt();
    entities.forEach(
        (reference, entity) -> {
          if (reference.kind().derived()) {
            attribution.restore(reference, entity.getPage());
            return;
          }
          this.entities.put(reference, new Entity(reference.kind(), entity, factLimit));
          entity.getFacts().forEach(fact -> own(fact.getSubject(), reference));
        });
  }

  /** A customer of whom nothing is known. */
  public static Customer unknown(String id, int factLimit) {
    return new Customer(
        id, new CustomerState(0L, Entity.emptyPage(), null), Map.of(), Map.of(), factLimit);
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
    Entity entity =
        entities.computeIfAbsent(reference, unknown -> Entity.empty(unknown.kind(), factLimit));
    Added added = entity.add(fact);
    if (added.isNews()) {
      own(fact.getSubject(), reference);
      unsettled.add(reference);
      latestNews = Math.max(latestNews, fact.getOccurredAt());
    }
    return added;
  }

  private void own(String subject, EntityRef reference) {
    subjects.computeIfAbsent(subject, first -> new TreeSet<>()).add(reference);
  }

  /**
   * Takes note that a subject belongs to another customer. Word of a lower generation is outdated
   * and ignored.
   *
   * @return the facts that have to go there, by entity
   */
  public Map<EntityRef, List<Fact>> depart(String subject, Departure departure) {
    Map<EntityRef, List<Fact>> removed = new TreeMap<>();
    if (departure(subject, departure.getGeneration() - 1).isEmpty()) {
      departures.put(subject, departure);
      newDepartures.put(subject, departure);
      for (EntityRef reference : Optional.ofNullable(subjects.remove(subject)).orElse(Set.of())) {
        removed.put(reference, entities.get(reference).remove(subject));
        unsettled.add(reference);
      }
    }
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
    if (unsettled.stream().anyMatch(entity -> entity.kind().attributes())) {
      attribution.become(new Attribution(policy, folded).pages(context), changes, pages, states);
    }
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
    long firstSeen = Long.MAX_VALUE;
    long lastSeen = Long.MIN_VALUE;
    for (Entity entity : entities.values()) {
      List<Fact> facts = entity.facts();
      firstSeen = Math.min(firstSeen, facts.get(0).getOccurredAt());
      lastSeen = Math.max(lastSeen, facts.get(facts.size() - 1).getOccurredAt());
    }
    return Optional.of(
        new Portrait(policy, folded, now)
            .of(new Portrait.Frame(id, shownSubjects(), firstSeen, lastSeen, version, context)));
  }

  /**
   * What is shown has to fit into what a broker takes: of very many subjects, the first by name.
   */
  private List<String> shownSubjects() {
    return subjects.keySet().stream().sorted().limit(MOST_SHOWN_SUBJECTS).toList();
  }

  /** What is kept of the customer beside its entities; empty when nothing needs to be. */
  public Optional<CustomerState> state() {
    return entities.isEmpty() && departures.isEmpty()
        ? Optional.empty()
        : Optional.of(new CustomerState(version, page, wakesAt));
  }

  /** Those departures that are new since last asked: they are kept beside the state. */
  public Map<String, Departure> newDepartures() {
    Map<String, Departure> fresh = new TreeMap<>(newDepartures);
    newDepartures.clear();
    return fresh;
  }
}
