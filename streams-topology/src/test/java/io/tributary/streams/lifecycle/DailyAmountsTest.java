package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DailyAmountsTest {
  private final DailyAmounts amounts = new DailyAmounts();

  @Property(tries = 300)
  void whatWasAddedIsRead(@ForAll @Size(min = 1, max = 200) Map<Integer, Long> byDay) {
    TreeMap<Integer, Long> sorted = new TreeMap<>(byDay);
    DailyAmounts packed = new DailyAmounts();
    packed.add(7, 7);
    packed.take();
    sorted.forEach(packed::add);
    ByteBuffer taken = packed.take();

    assertThat(packed.isEmpty()).isTrue();
    assertThat(read(taken)).isEqualTo(sorted);
    assertThat(read(taken)).as("once more").isEqualTo(sorted);
    assertThat(DailyAmounts.count(taken)).isEqualTo(sorted.size());
    assertThat(DailyAmounts.firstDay(taken)).isEqualTo(sorted.firstKey());
  }

  @Test
  void theFurthestDaysAndTheLargestAmountsAreRead() {
    amounts.add(Integer.MIN_VALUE, Long.MIN_VALUE);
    amounts.add(0, 0);
    amounts.add(Integer.MAX_VALUE, Long.MAX_VALUE);

    assertThat(read(amounts.take()))
        .containsExactly(
            Map.entry(Integer.MIN_VALUE, Long.MIN_VALUE),
            Map.entry(0, 0L),
            Map.entry(Integer.MAX_VALUE, Long.MAX_VALUE));
  }

  @Test
  void aPieceOfALargerBufferIsRead() {
    amounts.add(20_000, 64);
    amounts.add(20_001, -1);
    ByteBuffer taken = amounts.take();
    ByteBuffer larger = ByteBuffer.allocate(taken.remaining() + 2);
    larger.position(1).put(taken.duplicate());
    ByteBuffer piece = larger.slice(1, taken.remaining());

    assertThat(read(piece)).containsExactly(Map.entry(20_000, 64L), Map.entry(20_001, -1L));
    assertThat(DailyAmounts.firstDay(piece)).isEqualTo(20_000);
    assertThat(DailyAmounts.count(piece)).isEqualTo(2);
  }

  /** The numbers are those that Avro writes: 20,000 → 40,000 in sevens, 1 → 2, -1 → 1. */
  @Test
  void aDayAfterTheOneBeforeTakesTwoBytes() {
    amounts.add(20_000, 1);
    amounts.add(20_001, -1);

    assertThat(amounts.take().array())
        .containsExactly((byte) 0xC0, (byte) 0xB8, (byte) 0x02, 2, 2, 1);
  }

  private static Map<Integer, Long> read(ByteBuffer packed) {
    Map<Integer, Long> read = new TreeMap<>();
    DailyAmounts.forEach(packed, read::put);
    return read;
  }
}
