package io.tributary.streams.topology;

import io.tributary.output.CustomerEvent;
import io.tributary.output.FactsSent;
import io.tributary.state.CustomerState;
import io.tributary.state.EntityState;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.EntityRef;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * The customers of one task: in its stores, and those met lately in memory, too. Of those who wait
 * the stores have only what came since they were last written ({@link FactLog}), until they are
 * settled, or forgotten.
 */
final class CustomerCache {
  /**
   * No customer counts as more than this part of what all may take: to read a large one again for
   * each settlement would cost more than to keep it.
   */
  private static final int LARGEST_PART = 4;

  /** So many times what may stay is a reason to commit, after which the rest is forgotten. */
  private static final int CROWDED = 2;

  /** Between two commits of a backlog. */
  private static final long QUIET_MILLIS = Backlog.COMMIT_INTERVAL.toMillis();

  private final CustomerRows rows;
  private final FactLog log;
  private final LongSupplier mostBytes;
  private final LongSupplier clock;
  private final FactsOnTheMove facts = new FactsOnTheMove();
  private final Map<String, Cached> lately = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;
  private boolean begun;

  /**
   * A customer, what it was counted with, what is kept of it beside its entities, and when it was
   * last read, saved or logged.
   */
  private record Cached(Customer customer, long bytes, Optional<CustomerState> state, long at) {}

  /**
   * @param mostBytes that customers may take in memory between two commits, roughly
   */
  CustomerCache(CustomerRows rows, FactLog log, LongSupplier mostBytes, LongSupplier clock) {
    this.rows = rows;
    this.log = log;
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /**
   * To be called before anything else, again and again: brings back what was not written before a
   * restart.
   *
   * @return the customers who have facts that are not in their rows, the first time
   * @throws ProcessorStateException when it cannot be read: without it facts would be lost
   */
  Set<String> begin() {
    if (begun) {
      return Set.of();
    }
    try {
      Set<String> unwritten = bringBack();
      begun = true;
      return unwritten;
    } catch (RuntimeException e) {
      if (Failure.ofRecord(e) != Failure.REJECT) {
        throw e;
      }
      throw new ProcessorStateException("what came to customers who waited cannot be read", e);
    }
  }

  private Set<String> bringBack() {
    Set<String> unwritten = new LinkedHashSet<>();
    log.read(
        (id, sent) -> {
          if (isCrowded()) {
            forget();
          }
          boolean isNews = bringBack(get(id), sent);
          if (isNews) {
            unwritten.add(id);
          }
          return isNews;
        });
    return unwritten;
  }

  /** Whether any of it is news. */
  private boolean bringBack(Customer customer, List<CustomerEvent> sent) {
    boolean isNews = false;
    for (CustomerEvent one : sent) {
      isNews |= add(customer, one);
    }
    count(customer, lately.get(customer.id()).state());
    return isNews;
  }

  /** What left again was written to the rows when it did. */
  private boolean add(Customer customer, CustomerEvent sent) {
    if (customer.departure(sent.getSubject(), sent.getGeneration()).isPresent()) {
      return false;
    }
    boolean isNews = false;
    for (FactsOnTheMove.Arrived arrived : facts.unpack((FactsSent) sent.getContent())) {
      isNews |= customer.add(arrived.entity(), arrived.fact()).isNews();
    }
    return isNews;
  }

  Customer get(String id) {
    Cached known = lately.get(id);
    if (known != null) {
      return known.customer();
    }
    Customer customer = rows.load(id);
    count(customer, customer.state());
    return customer;
  }

  private void count(Customer customer, Optional<CustomerState> state) {
    long counted = Math.min(customer.approximateBytes(), largestBytes());
    Cached before =
        lately.put(customer.id(), new Cached(customer, counted, state, clock.getAsLong()));
    bytes += counted - (before == null ? 0 : before.bytes());
  }

  private long largestBytes() {
    return mostBytes.getAsLong() / LARGEST_PART;
  }

  /** Keeps what came to a customer since the last commit, and nothing else of it has changed. */
  void log(Customer customer, List<CustomerEvent> sent) {
    log.add(customer.id(), sent);
    count(customer, lately.get(customer.id()).state());
  }

  /** Writes what a settlement changed, or all that changed since the customer was last written. */
  void save(Customer customer, Map<EntityRef, Optional<EntityState>> changed) {
    write(customer, changed, lately.get(customer.id()).state());
    count(customer, customer.state());
  }

  /**
   * Writes what a settlement changed of a customer that is in the way of others, if it is not a
   * large one.
   */
  void saveAndForget(Customer customer, Map<EntityRef, Optional<EntityState>> changed) {
    Cached known = lately.get(customer.id());
    if (known.bytes() >= largestBytes()) {
      save(customer, changed);
    } else {
      write(customer, changed, known.state());
      lately.remove(customer.id());
      forget(known);
    }
  }

  private void write(
      Customer customer,
      Map<EntityRef, Optional<EntityState>> changed,
      Optional<CustomerState> before) {
    rows.saveParts(customer, changed);
    if (!customer.state().equals(before)) {
      rows.save(customer);
    }
    log.remove(customer.id());
  }

  /**
   * Who would have to be written now, for lack of room, and has not heard anything for long: such a
   * customer may as well be settled, which spares to write it, and to read it again to settle it.
   */
  List<Customer> quiet() {
    long since = clock.getAsLong() - QUIET_MILLIS;
    Set<Customer> quiet = new LinkedHashSet<>();
    for (String id : log.overdue()) {
      Cached overdue = lately.get(id);
      if (overdue.at() <= since) {
        quiet.add(overdue.customer());
      }
    }
    long surplus = bytes - mostBytes.getAsLong();
    for (Cached eldest : lately.values()) {
      if (surplus <= 0 || eldest.at() > since) {
        break;
      }
      surplus -= eldest.bytes();
      if (log.contains(eldest.customer().id())) {
        quiet.add(eldest.customer());
      }
    }
    return List.copyOf(quiet);
  }

  /**
   * To be called before each commit, when all are saved or logged: forgets the customers met
   * longest ago.
   */
  void trim() {
    for (String id : log.overdue()) {
      Customer customer = lately.get(id).customer();
      save(customer, customer.postpone());
    }
    forget();
    log.save();
  }

  private void forget() {
    var eldest = lately.values().iterator();
    while (bytes > mostBytes.getAsLong() && eldest.hasNext()) {
      Cached forgotten = eldest.next();
      Customer customer = forgotten.customer();
      if (log.contains(customer.id())) {
        write(customer, customer.postpone(), forgotten.state());
      }
      eldest.remove();
      forget(forgotten);
    }
  }

  private void forget(Cached forgotten) {
    bytes -= forgotten.bytes();
    rows.forget(forgotten.customer().id());
  }

  /** Whether there are too many to wait for the next commit. */
  boolean isCrowded() {
    return bytes > CROWDED * mostBytes.getAsLong();
  }
}
