package io.tributary.streams.lifecycle;

import io.tributary.output.MeasureChange;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each measure in a currency a number, so that one of its days is a number, too. These sort
 * by measure, in the order in which they were met, and then by day.
 */
final class MeasureNumbers {
  private static final int SIGN = Integer.MIN_VALUE;

  private record Named(String measure, String currency, boolean isRate) {}

  private final Map<String, Map<String, Integer>> byCurrency = new HashMap<>();
  private final List<Named> named = new ArrayList<>();

  /** Of the currency that was last met: a page seldom has two. */
  private Map<String, Integer> numbers = Map.of();

  private String currency;

  /** Never 0. */
  long key(String measure, String currency, LocalDate day) {
    long number = number(measure, currency) + 1L;
    return number << Integer.SIZE | Integer.toUnsignedLong((int) day.toEpochDay() ^ SIGN);
  }

  private int number(String measure, String itsCurrency) {
    if (!itsCurrency.equals(currency)) {
      numbers = byCurrency.computeIfAbsent(itsCurrency, first -> new HashMap<>());
      currency = itsCurrency;
    }
    Integer known = numbers.get(measure);
    if (known == null) {
      known = named.size();
      named.add(new Named(measure, currency, Measures.isRate(measure)));
      numbers.put(measure, known);
    }
    return known;
  }

  /** A change of the measure of the key. */
  MeasureChange change(long key, ByteBuffer amounts) {
    Named of = named(key);
    return new MeasureChange(of.measure(), of.currency(), amounts);
  }

  /** Whether the measure of the key is one of {@link Measures#isRate}. */
  boolean isRate(long key) {
    return named(key).isRate();
  }

  private Named named(long key) {
    return named.get((int) (key >>> Integer.SIZE) - 1);
  }

  /** Numbers in the order of the keys, with no room between them for days that none has. */
  static long[] closer(long[] keys) {
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (long key : keys) {
      first = Math.min(first, epochDay(key));
      last = Math.max(last, epochDay(key));
    }
    long days = (long) last - first + 1;
    long[] closer = new long[keys.length];
    for (int i = 0; i < closer.length; i++) {
      closer[i] = (keys[i] >>> Integer.SIZE) * days + epochDay(keys[i]) - first;
    }
    return closer;
  }

  /** Days since 1970-01-01. */
  static int epochDay(long key) {
    return (int) key ^ SIGN;
  }

  static boolean isSameMeasure(long one, long other) {
    return one >>> Integer.SIZE == other >>> Integer.SIZE;
  }

  /** So that measures of long ago take no room. */
  void clear() {
    byCurrency.clear();
    currency = null;
    named.clear();
  }
}
