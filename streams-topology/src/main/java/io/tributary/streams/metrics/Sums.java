package io.tributary.streams.metrics;

import io.tributary.streams.policy.Policy;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a formula may ask of a slice in one window: F(W), the sum of a flow over the window; L(d), a
 * level at the end of the as-of day; L(s), a level at the end of the day before the window. Amounts
 * are in the reporting currency, others converted at the end, from exact sums per currency.
 */
final class Sums {
  private final SliceSums slice;
  private final Policy policy;
  private final Rates rates;
  private final Set<String> leftOut;
  private final boolean converts;
  private final Window window;
  private final LocalDate asOf;
  private final int end;
  private final int start;

  /**
   * @param leftOut is told the currencies of amounts for which no rate is known
   */
  Sums(
      SliceSums slice,
      Policy policy,
      Rates rates,
      Window window,
      LocalDate asOf,
      Set<String> leftOut) {
    this.slice = slice;
    this.policy = policy;
    this.rates = rates;
    this.leftOut = leftOut;
    this.converts = slice.hasOtherThan(policy.currency());
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
    return slice.between(measure, "", start, end);
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
   * How many durations there were, by bucket, over the window.
   *
   * @param measure with the colon before the bucket
   */
  Distribution.Counts distribution(String measure) {
    return slice.distribution(measure).between(start, end);
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
    return level(measure, end, end);
  }

  /**
   * At the end of the as-of day, at the rates of the window's start: what is compared with the
   * level at the start must not seem to have grown because a currency did.
   */
  long amountNowAtRatesOfStart(String measure) {
    return level(measure, end, start);
  }

  /**
   * Of a level by quarter of expected close: what is open at the end of the as-of day and was
   * expected to close in its quarter or before.
   */
  long closingNow(String measure) {
    Set<String> quarters = new TreeSet<>(slice.variants(measure, policy.currency()).keySet());
    if (converts) {
      slice
          .currencies()
          .forEach(currency -> quarters.addAll(slice.variants(measure, currency).keySet()));
    }
    String last = policy.quarterOf(asOf);
    return Rates.round(
        quarters.stream()
            .filter(quarter -> quarter.compareTo(last) <= 0)
            .map(quarter -> exactLevel(measure + quarter, end, end))
            .reduce(BigInteger.ZERO, BigInteger::add));
  }

  /** At the end of the day before the window. */
  long amountAtStart(String measure) {
    return level(measure, start, start);
  }

  /** A level at the end of one day, at the rates of another. */
  private long level(String measure, int day, int ratesOf) {
    return converts
        ? Rates.round(exactLevel(measure, day, ratesOf))
        : slice.upTo(measure, policy.currency(), day);
  }

  private BigInteger exactLevel(String measure, int day, int ratesOf) {
    BigInteger sum = Rates.exact(slice.upTo(measure, policy.currency(), day));
    if (!converts) {
      return sum;
    }
    for (String currency : slice.currencies()) {
      long other = currency.equals(policy.currency()) ? 0 : slice.upTo(measure, currency, day);
      if (other != 0) {
        BigInteger rate = rates.of(currency, ratesOf);
        if (rate == null) {
          leftOut.add(currency);
        } else {
          sum = sum.add(rate.multiply(BigInteger.valueOf(other)));
        }
      }
    }
    return sum;
  }

  /** A flow, each of its days at the rates of that day. */
  private long between(String measure, int after, int upTo) {
    long own = slice.between(measure, policy.currency(), after, upTo);
    if (!converts) {
      return own;
    }
    BigInteger sum = Rates.exact(own);
    for (String currency : slice.currencies()) {
      ConvertedSeries others =
          currency.equals(policy.currency()) ? null : slice.converted(measure, currency, rates);
      if (others != null) {
        sum = sum.add(others.between(after, upTo));
        if (others.lacksRate(after, upTo)) {
          leftOut.add(currency);
        }
      }
    }
    return Rates.round(sum);
  }
}
