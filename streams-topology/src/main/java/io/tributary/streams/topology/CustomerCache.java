package io.tributary.streams.topology;

import io.tributary.state.CustomerState;
import io.tributary.state.EntityState;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.EntityRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The customers of one task: in its stores, and those met lately in memory, too. */
final class CustomerCache {
  /**
   * No customer counts as more than this part of what all may take: to read a large one again for
   * each settlement would cost more than to keep it.
   */
  private static final int LARGEST_PART = 4;

  /** So many times what may stay is a reason to settle, after which the rest is forgotten. */
  private static final int CROWDED = 2;

  private final CustomerRows rows;
  private final long mostBytes;
  private final Map<String, Cached> lately = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** A customer, what it was counted with, and what is kept of it beside its entities. */
  private record Cached(Customer customer, long bytes, Optional<CustomerState> state) {}

  /**
   * @param mostBytes that customers may take in memory between two settlements, roughly
   */
  CustomerCache(CustomerRows rows, long mostBytes) {
    this.rows = rows;
    this.mostBytes = mostBytes;
  }

  Customer get(String id) {
    Cached known = lately.get(id);
    return known == null ? keep(rows.load(id)) : known.customer();
  }

  private Customer keep(Customer customer) {
    long counted = Math.min(customer.approximateBytes(), mostBytes / LARGEST_PART);
    Cached cached = new Cached(customer, counted, customer.state());
    Cached before = lately.put(customer.id(), cached);
    bytes += cached.bytes() - (before == null ? 0 : before.bytes());
    return customer;
  }

  /** Writes what a settlement changed. */
  void save(Customer customer, Map<EntityRef, Optional<EntityState>> changed) {
    rows.saveParts(customer, changed);
    if (!customer.state().equals(lately.get(customer.id()).state())) {
      rows.save(customer);
    }
    keep(customer);
  }

  /** Forgets the customers met longest ago; only to be called when all are saved. */
  void trim() {
    var eldest = lately.entrySet().iterator();
    while (bytes > mostBytes && eldest.hasNext()) {
      Map.Entry<String, Cached> forgotten = eldest.next();
      bytes -= forgotten.getValue().bytes();
      rows.forget(forgotten.getKey());
      eldest.remove();
    }
  }

  /** Whether there are too many to wait for the next settlement. */
  boolean isCrowded() {
    return bytes > CROWDED * mostBytes;
  }
}
