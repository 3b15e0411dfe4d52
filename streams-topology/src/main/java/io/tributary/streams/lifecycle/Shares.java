package io.tributary.streams.lifecycle;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Splits an amount by weights, so that the parts sum to the whole. */
final class Shares {
  private Shares() {}

  /**
   * By the largest-remainder method: each part is rounded towards 0, and what is left goes, one
   * micro-unit each, to those that lost most, of equals to the first.
   *
   * @param weights 0 or more, not all of them 0
   */
  static long[] of(long micros, BigInteger[] weights) {
    BigInteger amount = BigInteger.valueOf(micros).abs();
    BigInteger total = BigInteger.ZERO;
    for (BigInteger weight : weights) {
      total = total.add(weight);
    }
    long[] parts = new long[weights.length];
    BigInteger[] lost = new BigInteger[weights.length];
    long left = Math.abs(micros);
    for (int i = 0; i < weights.length; i++) {
      BigInteger[] quotient = amount.multiply(weights[i]).divideAndRemainder(total);
      parts[i] = quotient[0].longValueExact();
      lost[i] = quotient[1];
      left -= parts[i];
    }
    IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> lost[i]).reversed())
        .limit(left)
        .forEach(i -> parts[i]++);
    for (int i = 0; micros < 0 && i < parts.length; i++) {
      parts[i] = -parts[i];
    }
    return parts;
  }
}
