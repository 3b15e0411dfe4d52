package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LongSumsTest {
  @Property(tries = 200)
  void sumsAreThoseOfAMap(@ForAll long seed) {
    Random random = new Random(seed);
    LongSums sums = new LongSums();
    LongSums others = new LongSums();
    Map<Long, Long> expected = new TreeMap<>();
    int keys = 1 + random.nextInt(2_000);
    for (int i = 0; i < 3 * keys; i++) {
      long key = (1L + random.nextInt(keys)) << random.nextInt(2) * Integer.SIZE;
      long known = expected.getOrDefault(key, 0L);
      long amount = random.nextInt(3) == 0 ? -known : random.nextLong();
      (random.nextBoolean() ? sums : others).add(key, amount);
      expected.merge(key, amount, Long::sum);
    }

    others.forEach(sums::add);

    expected.values().removeIf(sum -> sum == 0);
    assertThat(sums.keys()).containsExactly(expected.keySet().toArray(Long[]::new));
    expected.forEach((key, sum) -> assertThat(sums.get(key)).isEqualTo(sum));
  }

  @Test
  void afterClearingThereIsNothing() {
    LongSums sums = new LongSums();
    for (long key = 1; key < 1_000; key++) {
      sums.add(key, key);
    }

    sums.clear();

    assertThat(sums.keys()).isEmpty();
    assertThat(sums.size()).isZero();
    assertThat(sums.get(7)).isZero();
  }
}
