package io.tributary.streams.lifecycle;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** One measure of the total slice, added up from its first day to each day. */
record NavigableSums(NavigableMap<LocalDate, Long> levels) {
  static NavigableSums of(Map<String, Long> sums, String measure, String currency) {
    NavigableMap<LocalDate, Long> levels = new TreeMap<>();
    sums.forEach(
        (line, amount) -> {
          String[] parts = line.split(" ", -1);
          String lineCurrency = parts.length > 3 ? parts[3] : "";
          if (parts[0].equals("total|")
              && parts[1].equals(measure)
              && lineCurrency.equals(currency)) {
            levels.put(LocalDate.parse(parts[2]), amount);
          }
        });
    long level = 0;
    for (var entry : levels.entrySet()) {
      level += entry.getValue();
      entry.setValue(level);
    }
    return new NavigableSums(levels);
  }

  static long on(Map<String, Long> sums, String measure, LocalDate day) {
    return sums.getOrDefault("total| " + measure + ' ' + day, 0L);
  }

  Set<LocalDate> days() {
    return levels.keySet();
  }

  long at(LocalDate day) {
    var entry = levels.floorEntry(day);
    return entry == null ? 0 : entry.getValue();
  }

  long last() {
    return levels.isEmpty() ? 0 : levels.lastEntry().getValue();
  }
}
