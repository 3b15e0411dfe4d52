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
    Map<Long, Long> expected = new TreeMap<>();
    int keys = 1 + random.nextInt(2_000);
    for (int i = 0; i < 3 * keys; i++) {
      long key = (1L + random.nextInt(keys)) << random.nextInt(2) * Integer.SIZE;
      long known = expected.getOrDefault(key, 0L);
      long amount = random.nextInt(3) == 0 ? -known : random.nextLong();
      sums.add(key, amount);
      expected.merge(key, amount, Long::sum);
    }

    assertThat(all(sums)).isEqualTo(expected);
  }

  @Test
  void afterClearingThereIsNothing() {
    LongSums sums = new LongSums();
    for (long key = 1; key < 1_000; key++) {
      sums.add(key, key);
    }

    sums.clear();

    assertThat(sums.size()).isZero();
    assertThat(all(sums)).isEmpty();
  }

  /** Copied to behind something that is to stay. */
  private static Map<Long, Long> all(LongSums sums) {
    long[] keys = new long[sums.size() + 1];
    long[] amounts = new long[keys.length];
    assertThat(sums.copy(keys, amounts, 1)).isEqualTo(keys.length);
    assertThat(keys[0]).isZero();
    Map<Long, Long> all = new TreeMap<>();
    for (int i = 1; i < keys.length; i++) {
      assertThat(all.put(keys[i], amounts[i])).isNull();
    }
    return all;
  }
}
