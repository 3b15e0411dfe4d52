package io.tributary.streams.lifecycle;

import io.tributary.output.MeasureChange;
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

  private record Named(String measure, String currency) {}

  private final Map<String, Map<String, Integer>> byCurrency = new HashMap<>();
  private final List<Named> named = new ArrayList<>();

  /** Never 0. */
  long key(String measure, String currency, LocalDate day) {
    long number = number(measure, currency) + 1L;
    return number << Integer.SIZE | Integer.toUnsignedLong((int) day.toEpochDay() ^ SIGN);
  }

  private int number(String measure, String currency) {
    Map<String, Integer> numbers = byCurrency.computeIfAbsent(currency, first -> new HashMap<>());
    Integer known = numbers.get(measure);
    if (known == null) {
      known = named.size();
      named.add(new Named(measure, currency));
      numbers.put(measure, known);
    }
    return known;
  }

  /** A change of the measure of the key, which has no days yet. */
  MeasureChange unchanged(long key) {
    Named of = named.get((int) (key >>> Integer.SIZE) - 1);
    return new MeasureChange(of.measure(), of.currency(), new ArrayList<>(), new ArrayList<>());
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
    named.clear();
  }
}
