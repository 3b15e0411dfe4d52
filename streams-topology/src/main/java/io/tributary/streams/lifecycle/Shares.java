package io.tributary.streams.lifecycle;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.LongStream;

/**
 * Splits an amount by weights, so that the parts sum to the whole, by the largest-remainder method:
 * each part is rounded towards 0, and what is left goes, one micro-unit each, to those that lost
 * most, of equals to the first.
 */
final class Shares {
  private Shares() {}

  /**
   * @param weights 0 or more, not all of them 0, whose sum is a long
   */
  static long[] of(long micros, long[] weights) {
    long amount = Math.abs(micros);
    long total = sum(weights);
    if (amount > Long.MAX_VALUE / total) {
      return of(
          micros, LongStream.of(weights).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new));
    }
    long[] parts = new long[weights.length];
    long[] lost = new long[weights.length];
    for (int i = 0; i < weights.length; i++) {
      parts[i] = amount * weights[i] / total;
      lost[i] = amount * weights[i] % total;
    }
    return whole(micros, parts, Comparator.comparingLong(i -> -lost[i]));
  }

  /**
   * @param weights 0 or more, not all of them 0
   */
  static long[] of(long micros, BigInteger[] weights) {
    BigInteger amount = BigInteger.valueOf(Math.abs(micros));
    BigInteger total = BigInteger.ZERO;
    for (BigInteger weight : weights) {
      total = total.add(weight);
    }
    long[] parts = new long[weights.length];
    BigInteger[] lost = new BigInteger[weights.length];
    for (int i = 0; i < weights.length; i++) {
      BigInteger[] quotient = amount.multiply(weights[i]).divideAndRemainder(total);
      parts[i] = quotient[0].longValueExact();
      lost[i] = quotient[1];
    }
    return whole(micros, parts, Comparator.comparing((Integer i) -> lost[i]).reversed());
  }

  private static long sum(long[] numbers) {
    long sum = 0;
    for (long number : numbers) {
      sum += number;
    }
    return sum;
  }

  /**
   * Hands out what the parts lack of the whole, and gives them its sign.
   *
   * @param mostLost the parts in the order in which they get it, of equals the first first
   */
  private static long[] whole(long micros, long[] parts, Comparator<Integer> mostLost) {
    long left = Math.abs(micros) - sum(parts);
    if (left > 0) {
      Integer[] order = new Integer[parts.length];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, mostLost);
      for (int i = 0; i < left; i++) {
        parts[order[i]]++;
      }
    }
    for (int i = 0; micros < 0 && i < parts.length; i++) {
      parts[i] = -parts[i];
    }
    return parts;
  }
}
