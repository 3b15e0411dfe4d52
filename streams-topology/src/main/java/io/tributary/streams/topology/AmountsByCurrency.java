package io.tributary.streams.topology;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which measures of each slice have amounts in which currencies: so that a new rate finds the rows
 * that it reaches without a look at all sums. The reporting currency is among them, as another one
 * may take its place.
 */
final class AmountsByCurrency {
  private final Map<String, Map<String, Set<String>>> bySlice;

  /**
   * @param bySlice as it was kept: slice → currency → measures, without what follows their colon
   */
  AmountsByCurrency(Map<String, Map<String, Set<String>>> bySlice) {
    this.bySlice = bySlice;
  }

  /** Says whether it was news. */
  boolean note(String slice, String currency, String measure) {
    int colon = measure.indexOf(':');
    return bySlice
        .computeIfAbsent(slice, first -> new HashMap<>())
        .computeIfAbsent(currency, first -> new HashSet<>())
        .add(colon < 0 ? measure : measure.substring(0, colon + 1));
  }

  Map<String, Set<String>> of(String slice) {
    return bySlice.getOrDefault(slice, Map.of());
  }

  Set<String> measures(String slice, String currency) {
    return of(slice).getOrDefault(currency, Set.of());
  }

  Set<String> slices() {
    return bySlice.keySet();
  }
}
