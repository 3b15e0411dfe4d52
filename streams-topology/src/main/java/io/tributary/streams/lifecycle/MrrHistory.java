package io.tributary.streams.lifecycle;

import io.tributary.output.Contribution;
import io.tributary.state.LedgerPage;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A customer's total MRR at the end of each day on which it changes, per currency.
 *
 * @param levels currency → day → micro-units from the end of that day on
 */
record MrrHistory(Map<String, NavigableMap<LocalDate, Long>> levels) {

  /** The sum of what the pages say of the measure {@code mrr}. */
  static MrrHistory of(Collection<LedgerPage> pages) {
    Map<String, NavigableMap<LocalDate, Long>> steps = new TreeMap<>();
    for (LedgerPage page : pages) {
      for (Contribution contribution : page.getContributions()) {
        if (contribution.getMeasure().equals(Measures.MRR)) {
          steps
              .computeIfAbsent(contribution.getCurrency(), currency -> new TreeMap<>())
              .merge(contribution.getDay(), contribution.getAmount(), Long::sum);
        }
      }
    }
    steps.values().forEach(MrrHistory::accumulate);
    return new MrrHistory(steps);
  }

  private static void accumulate(NavigableMap<LocalDate, Long> steps) {
    long level = 0;
    for (var step : steps.entrySet()) {
      level += step.getValue();
      step.setValue(level);
    }
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  /** Every day on which any currency changes. */
  SortedSet<LocalDate> days() {
    TreeSet<LocalDate> days = new TreeSet<>();
    levels.values().forEach(level -> days.addAll(level.keySet()));
    return days;
  }

  /** At the end of that day. */
  long at(String currency, LocalDate day) {
    NavigableMap<LocalDate, Long> level = levels.get(currency);
    var step = level == null ? null : level.floorEntry(day);
    return step == null ? 0 : step.getValue();
  }

  /** Whether there is any, in any currency, at the end of that day. */
  boolean anyAt(LocalDate day) {
    for (String currency : levels.keySet()) {
      if (at(currency, day) > 0) {
        return true;
      }
    }
    return false;
  }
}
