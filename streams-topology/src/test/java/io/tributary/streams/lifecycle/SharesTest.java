package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void whatIsLeftGoesToWhoLostMost() {
    assertThat(Shares.of(100, new long[] {1, 1, 1})).containsExactly(34, 33, 33);
    assertThat(Shares.of(-100, new long[] {1, 1, 1})).containsExactly(-34, -33, -33);
    assertThat(Shares.of(10, new long[] {1, 0, 5})).containsExactly(2, 0, 8);
  }

  @Property
  void sharesAreTheSameWhetherOrNotTheyAreReckonedInLongs(
      @ForAll @LongRange(min = -NewFact.MOST_MICROS, max = NewFact.MOST_MICROS) long micros,
      @ForAll @Size(min = 1, max = 50) List<@LongRange(max = 1_000_000) Long> others) {
    long[] weights =
        LongStream.concat(LongStream.of(1), others.stream().mapToLong(Long::longValue)).toArray();
    BigInteger[] exact =
        LongStream.of(weights).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);

    long[] shares = Shares.of(micros, weights);

    assertThat(shares).isEqualTo(Shares.of(micros, exact));
    assertThat(LongStream.of(shares).sum()).isEqualTo(micros);
  }
}
