package io.tributary.streams.topology;

import io.tributary.state.EntityState;
import io.tributary.streams.lifecycle.Customer;
import io.tributary.streams.lifecycle.EntityRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The customers of one task: in its stores, and those met lately in memory, too. */
final class CustomerCache {
  /** Customers in memory per task: some ten kilobytes each. */
  private static final int CAPACITY = 5_000;

  private final CustomerRows rows;
  private final Map<String, Customer> lately = new LinkedHashMap<>(16, 0.75f, true);

  CustomerCache(CustomerRows rows) {
    this.rows = rows;
  }

  Customer get(String id) {
    Customer known = lately.get(id);
    if (known == null) {
      known = rows.load(id);
      lately.put(id, known);
    }
    return known;
  }

  /** Writes what a settlement changed. */
  void save(Customer customer, Map<EntityRef, Optional<EntityState>> changed) {
    rows.save(customer, changed);
  }

  /** Forgets the customers met longest ago; only to be called when all are saved. */
  void trim() {
    var eldest = lately.keySet().iterator();
    for (int surplus = lately.size() - CAPACITY; surplus > 0; surplus--) {
      rows.forget(eldest.next());
      eldest.remove();
    }
  }
}
