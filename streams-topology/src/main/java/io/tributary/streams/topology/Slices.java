package io.tributary.streams.topology;

import io.tributary.output.MeasureChange;
import io.tributary.output.SliceChange;
import io.tributary.streams.lifecycle.DailyAmounts;
import io.tributary.streams.metrics.MetricRows;
import io.tributary.streams.metrics.Rates;
import io.tributary.streams.metrics.SliceRows;
import io.tributary.streams.metrics.SliceSums;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The slices of one task. What changes is kept in memory until {@link #save}, which is called
 * before each commit. A crash before then loses nothing, as the changes are read again.
 */
final class Slices {
  /** A day, its sum, and the sum up to it; in arrays that have some room. */
  private static final int BYTES_PER_SUM = 24;

  /** Where the rates are kept: as if they were a slice, in every task. */
  private static final String RATES = "rates";

  private final SumsStore store;
  private final Policy policy;
  private final long mostInMemory;
  private final Map<String, JournaledSums> lately = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<JournaledSums> changed = new HashSet<>();
  private final Set<String> moved = new HashSet<>();
  private final Set<String> due = new LinkedHashSet<>();

  /**
   * Those that a flush has still to send. What changes after its turn waits for the next one:
   * otherwise a backfill, which changes every slice all the time, would be one flush without an
   * end.
   */
  private final Deque<String> round = new ArrayDeque<>();

  private final Set<String> changedAmounts = new HashSet<>();
  private Map<String, SliceRows> known;
  private AmountsByCurrency amounts;
  private JournaledSums givenRates;
  private Rates rates;
  private MetricRows rows;
  private LocalDate today = LocalDate.MIN;
  private long gathered;

  /**
   * @param cacheBytes what sums may take in memory, roughly
   */
  Slices(SumsStore store, Policy policy, long cacheBytes) {
    this.store = store;
    this.policy = policy;
    this.mostInMemory = cacheBytes / BYTES_PER_SUM;
  }

  /**
   * @param withoutRate is told the currency of each change for whose day no rate is known
   */
  void accept(String key, SliceChange change, Consumer<String> withoutRate) {
    JournaledSums sums = journaled(key);
    boolean soiled = !known().containsKey(key);
    SliceRows out = known().computeIfAbsent(key, slice -> SliceRows.none());
    for (MeasureChange measure : change.getChanges()) {
      sums.add(measure);
      soiled |= out.outdate(measure.getMeasure(), firstDay(measure), policy);
      gathered += DailyAmounts.count(measure.getAmounts());
      if (!measure.getCurrency().isEmpty()) {
        acceptAmounts(key, measure, withoutRate);
      }
    }
    changed.add(sums);
    if (soiled) {
      moved.add(key);
      due.add(key);
    }
  }

  private void acceptAmounts(String key, MeasureChange amounts, Consumer<String> withoutRate) {
    String currency = amounts.getCurrency();
    if (this.amounts.note(key, currency, amounts.getMeasure())) {
      changedAmounts.add(key);
    }
    DailyAmounts.forEach(
        amounts.getAmounts(),
        (day, amount) -> {
          if (!rates.isKnown(currency, day)) {
            withoutRate.accept(currency);
          }
        });
  }

  /** Everything from there on is another one. */
  private static LocalDate firstDay(MeasureChange change) {
    return LocalDate.ofEpochDay(DailyAmounts.firstDay(change.getAmounts()));
  }

  /**
   * Rates of some days. All rows from the first of them on go out again of which any measure has
   * amounts in that currency, and no others.
   */
  void acceptRates(SliceChange change) {
    if (change.getChanges().isEmpty()) {
      return;
    }
    known();
    for (MeasureChange measure : change.getChanges()) {
      givenRates.add(measure);
      changed.add(givenRates);
    }
    rates.rebuild();
    Map<String, LocalDate> from = new HashMap<>();
    for (MeasureChange measure : change.getChanges()) {
      for (String currency : rates.currenciesOf(measure.getMeasure())) {
        from.merge(currency, firstDay(measure), (one, other) -> one.isBefore(other) ? one : other);
      }
    }
    amounts.slices().forEach(slice -> from.forEach((c, day) -> outdate(slice, c, day)));
  }

  private void outdate(String slice, String currency, LocalDate from) {
    SliceRows out = known().get(slice);
    boolean soiled = false;
    for (String measure : amounts.measures(slice, currency)) {
      soiled |= out.outdate(measure, from, policy);
    }
    if (soiled) {
      moved.add(slice);
      due.add(slice);
    }
  }

  /** All rows from that day on go out again, of every slice. */
  void outdateAll(LocalDate from) {
    known()
        .forEach(
            (key, out) -> {
              out.outdateAll(from);
              moved.add(key);
              due.add(key);
            });
  }

  /**
   * When a day has ended, its rows are final and those of the new day begin: for every slice, with
   * or without events.
   */
  void turnTo(LocalDate day) {
    if (day.isAfter(today)) {
      today = day;
      known()
          .forEach(
              (key, out) -> {
                if (out.isDue(day)) {
                  due.add(key);
                }
              });
    }
  }

  boolean isDue() {
    return !due.isEmpty() || !round.isEmpty();
  }

  /** How many slices have rows to send; other threads may ask, and get about the right number. */
  int dueCount() {
    return due.size() + round.size();
  }

  /** How many rows of days before yesterday are to go out. */
  long pastRowsDue() {
    return Stream.concat(due.stream(), round.stream())
        .mapToLong(key -> known().get(key).pastRowsDue(today))
        .sum();
  }

  /**
   * Sends rows of one slice after another, until the time is up or all are out that were due when
   * the flush began.
   *
   * @return whether they are
   */
  boolean flush(Instant now, long untilNanoTime, MetricRows.Sink sink) {
    if (round.isEmpty()) {
      round.addAll(due);
      due.clear();
    }
    while (!round.isEmpty() && System.nanoTime() - untilNanoTime < 0) {
      String key = round.remove();
      due.remove(key);
      SliceRows out = known().get(key);
      if (out.isDue(today)) {
        int bar = key.indexOf('|');
        rows.write(
            bar < 0 ? key : key.substring(0, bar),
            bar < 0 ? "" : key.substring(bar + 1),
            sums(key),
            out,
            today,
            now,
            sink);
        moved.add(key);
      }
    }
    return round.isEmpty();
  }

  /** Writes what changed since the last time. */
  void save() {
    changed.forEach(JournaledSums::save);
    moved.forEach(key -> store.write(key, known().get(key)));
    changedAmounts.forEach(key -> store.writeAmounts(key, amounts.of(key)));
    changedAmounts.clear();
    changed.clear();
    moved.clear();
    forget();
  }

  private JournaledSums journaled(String key) {
    JournaledSums journaled = lately.get(key);
    if (journaled == null) {
      journaled = new JournaledSums(key, store);
      lately.put(key, journaled);
      gathered += journaled.sizeInMemory();
    }
    return journaled;
  }

  private SliceSums sums(String key) {
    JournaledSums journaled = journaled(key);
    if (!journaled.isInMemory()) {
      gathered += journaled.sums().size();
    }
    return journaled.sums();
  }

  /** Forgets the sums of slices met longest ago; only to be called when all are saved. */
  private void forget() {
    if (gathered <= mostInMemory / 10) {
      return; // Counting is not free.
    }
    gathered = 0;
    long sums = lately.values().stream().mapToLong(JournaledSums::sizeInMemory).sum();
    Iterator<JournaledSums> eldest = lately.values().iterator();
    while (sums > mostInMemory && eldest.hasNext()) {
      JournaledSums next = eldest.next();
      sums -= next.sizeInMemory();
      next.forget();
    }
  }

  /** Read when first needed, and not while all instances wait for this task to begin. */
  private Map<String, SliceRows> known() {
    if (known == null) {
      known = store.rows();
      amounts = store.amounts();
      givenRates = new JournaledSums(RATES, store);
      rates = new Rates(policy.currency(), givenRates.sums());
      rows = new MetricRows(policy, rates);
    }
    return known;
  }
}
