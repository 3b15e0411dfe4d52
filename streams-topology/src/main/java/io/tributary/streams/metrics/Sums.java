package io.tributary.streams.metrics;

import io.tributary.streams.policy.Policy;
import java.time.LocalDate;

/**
 * What a formula may ask of a slice in one window: F(W), the sum of a flow over the window; L(d), a
 * level at the end of the as-of day; L(s), a level at the end of the day before the window. Amounts
 * are those in the reporting currency.
 */
final class Sums {
  private final SliceSums slice;
  private final Policy policy;
  private final Window window;
  private final LocalDate asOf;
  private final int end;
  private final int start;

  Sums(SliceSums slice, Policy policy, Window window, LocalDate asOf) {
    this.slice = slice;
    this.policy = policy;
    this.window = window;
    this.asOf = asOf;
    this.end = (int) asOf.toEpochDay();
    this.start = (int) window.firstDay(asOf, policy.fiscalYearStart()).toEpochDay() - 1;
  }

  Window window() {
    return window;
  }

  Policy policy() {
    return policy;
  }

  /** The number of days of the window. */
  int days() {
    return end - start;
  }

  /** A count, or milliseconds, over the window. */
  long count(String measure) {
    return slice.upTo(measure, "", end) - slice.upTo(measure, "", start);
  }

  /** A count at the end of the as-of day. */
  long countNow(String measure) {
    return slice.upTo(measure, "", end);
  }

  /** A count at the end of the day before the window. */
  long countAtStart(String measure) {
    return slice.upTo(measure, "", start);
  }

  /**
   * Of a distribution of durations: how many there were, by bucket, over the window.
   *
   * @param measure with the colon before the bucket
   */
  Distribution distribution(String measure) {
    return Distribution.of(slice.variants(measure, ""), start, end);
  }

  /** The same of one of several distributions, as there is one per stage. */
  Distribution distribution(String measure, String variant) {
    return Distribution.of(slice.variants(measure, variant, ""), start, end);
  }

  /** Micro-units of the reporting currency over the window. */
  long amount(String measure) {
    return between(measure, start, end);
  }

  /** Over the window, moved back by so many days. */
  long amountEarlier(String measure, int days) {
    return between(measure, start - days, end - days);
  }

  /** Over the window just before this one, of the same number of days. */
  long amountBefore(String measure) {
    return amountEarlier(measure, days());
  }

  /** Over the whole calendar period of which the window is the part up to the as-of day. */
  long amountOfPeriod(String measure) {
    int periodEnd = (int) window.periodEnd(asOf, policy.fiscalYearStart()).toEpochDay();
    return between(measure, start, periodEnd);
  }

  /** At the end of the as-of day. */
  long amountNow(String measure) {
    return slice.upTo(measure, policy.currency(), end);
  }

  /**
   * Of a level by quarter of expected close: what is open at the end of the as-of day and was
   * expected to close in its quarter or before.
   */
  long closingNow(String measure) {
    long sum = 0;
    for (String quarter :
        slice.variants(measure, policy.currency()).headMap(policy.quarterOf(asOf), true).keySet()) {
      sum += amountNow(measure + quarter);
    }
    return sum;
  }

  /** At the end of the day before the window. */
  long amountAtStart(String measure) {
    return slice.upTo(measure, policy.currency(), start);
  }

  private long between(String measure, int after, int upTo) {
    return slice.upTo(measure, policy.currency(), upTo)
        - slice.upTo(measure, policy.currency(), after);
  }
}
