package io.tributary.streams.metrics;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The sums of a flow in another currency, each at the rate of its day, added up: so that a window
 * costs two look-ups however long it is.
 */
final class ConvertedSeries {
  private final int[] days;
  private final BigInteger[] running;

  /** How many days up to each have a sum and no rate. */
  private final int[] withoutRate;

  ConvertedSeries(Series series, String currency, Rates rates) {
    days = new int[series.size()];
    running = new BigInteger[days.length];
    withoutRate = new int[days.length];
    int[] place = {0};
    series.forEach(
        (day, sum) -> {
          int i = place[0]++;
          BigInteger rate = rates.of(currency, day);
          BigInteger converted =
              rate == null ? BigInteger.ZERO : rate.multiply(BigInteger.valueOf(sum));
          days[i] = day;
          running[i] = i == 0 ? converted : running[i - 1].add(converted);
          withoutRate[i] = (i == 0 ? 0 : withoutRate[i - 1]) + (rate == null ? 1 : 0);
        });
  }

  BigInteger between(int after, int upTo) {
    return upTo(upTo).subtract(upTo(after));
  }

  /** Whether a rate is missing for anything after one day up to another. */
  boolean lacksRate(int after, int upTo) {
    return withoutRateUpTo(upTo) > withoutRateUpTo(after);
  }

  private BigInteger upTo(int day) {
    int place = place(day);
    return place < 0 ? BigInteger.ZERO : running[place];
  }

  private int withoutRateUpTo(int day) {
    int place = place(day);
    return place < 0 ? 0 : withoutRate[place];
  }

  private int place(int day) {
    int place = Arrays.binarySearch(days, day);
    return place >= 0 ? place : -2 - place;
  }
}
