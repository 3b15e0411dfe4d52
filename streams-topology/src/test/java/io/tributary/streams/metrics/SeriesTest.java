package io.tributary.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Property(tries = 300)
  void itIsWhatAddingUpSays(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 400) Integer> days,
      @ForAll @IntRange(min = 1, max = 5) int amount) {
    Series series = new Series();
    Map<Integer, Long> naive = new TreeMap<>();
    for (int i = 0; i < days.size(); i++) {
      long signed = i % 3 == 0 ? -amount : amount;
      series.add(days.get(i), signed);
      naive.merge(days.get(i), signed, Long::sum);
      // Asking in between must not make later additions invisible.
      assertThat(series.upTo(days.get(i))).isEqualTo(upTo(naive, days.get(i)));
    }
    naive.values().removeIf(sum -> sum == 0);

    for (int day = -1; day < 402; day++) {
      assertThat(series.upTo(day)).isEqualTo(upTo(naive, day));
      assertThat(series.on(day)).isEqualTo(naive.getOrDefault(day, 0L));
    }
    assertThat(series.size()).isEqualTo(naive.size());
    assertThat(series.firstDay())
        .isEqualTo(naive.keySet().stream().findFirst().orElse(Series.NO_DAY));
  }

  @Test
  void whatWasTakenBackLeavesNoTrace() {
    Series series = new Series();
    series.add(5, 7);
    series.add(5, -7);

    assertThat(series.size()).isZero();
    assertThat(series.firstDay()).isEqualTo(Series.NO_DAY);
  }

  private static long upTo(Map<Integer, Long> sums, int day) {
    return sums.entrySet().stream()
        .filter(entry -> entry.getKey() <= day)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
