package io.tributary.streams.topology;

import io.tributary.output.MeasureChange;
import io.tributary.streams.lifecycle.DailyAmounts;
import java.util.Map;
import java.util.TreeMap;

/** Changes of sums, as tests write and read them: amounts by day. */
final class MeasureChanges {
  private MeasureChanges() {}

  static MeasureChange of(String measure, String currency, Map<Integer, Long> amounts) {
    DailyAmounts packed = new DailyAmounts();
    new TreeMap<>(amounts).forEach(packed::add);
    return new MeasureChange(measure, currency, packed.take());
  }

  static Map<Integer, Long> amounts(MeasureChange change) {
    Map<Integer, Long> amounts = new TreeMap<>();
    DailyAmounts.forEach(change.getAmounts(), amounts::put);
    return amounts;
  }
}
