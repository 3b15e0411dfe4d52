package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeyOrderTest {
  @Property
  void isThatOfAStableSort(
      @ForAll long seed,
      @ForAll @IntRange(max = 3_000) int count,
      @ForAll @IntRange(min = 1, max = 62) int bits,
      @ForAll @IntRange(max = 20) int lowest) {
    Random random = new Random(seed);
    long base = random.nextLong() >> 2;
    // As measures and days are: what differs begins at some bit, and much is met several times.
    long[] keys =
        random
            .longs(count)
            .map(number -> base + ((number >>> (Long.SIZE - bits)) >>> lowest << lowest))
            .toArray();

    assertThat(KeyOrder.of(keys))
        .containsExactly(
            IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingLong(place -> keys[place]))
                .mapToInt(place -> place)
                .toArray());
  }
}
