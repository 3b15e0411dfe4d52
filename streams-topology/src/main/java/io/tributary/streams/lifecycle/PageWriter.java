package io.tributary.streams.lifecycle;

import io.tributary.event.Micros;
import io.tributary.output.Contribution;
import io.tributary.state.LedgerPage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the page of one entity, once: addends of the same measure, day and currency are summed,
 * zeros left out, and the order is fixed.
 */
final class PageWriter {
  /** From {@code at} (milliseconds since the epoch) on, a level is this high. */
  record Step(long at, long value) {}

  private final Days days;

  /** By measure, day and currency, in this order. */
  private final List<Contribution> sums = new ArrayList<>();

  PageWriter(Days days) {
    this.days = days;
  }

  void count(String measure, long at) {
    add(measure, days.of(at), "", 1);
  }

  /**
   * A duration that came to its end: the sum, how many, and a count of its bucket.
   *
   * @param millis a negative one is left out, being a mistake of somebody's clock
   */
  void duration(DurationMeasures measures, long at, long millis) {
    if (millis >= 0) {
      number(measures.sum(), at, millis);
      count(measures.count(), at);
      count(measures.bucketOf(millis), at);
    }
  }

  void number(String measure, long at, long amount) {
    add(measure, days.of(at), "", amount);
  }

  void money(String measure, long at, String currency, long micros) {
    add(measure, days.of(at), currency, micros);
  }

  void add(String measure, LocalDate day, String currency, long amount) {
    if (amount == 0) {
      return;
    }
    int place = place(measure, day, currency);
    if (place >= 0) {
      Contribution sum = sums.get(place);
      sum.setAmount(Math.addExact(sum.getAmount(), amount));
    } else {
      sums.add(~place, new Contribution(measure, day, currency, amount));
    }
  }

  /** Where the sum is; the complement of where it is to be, if there is none. */
  private int place(String measure, LocalDate day, String currency) {
    int from = 0;
    int to = sums.size();
    int middle = to - 1; // Much comes in order.
    while (from < to) {
      int order = order(sums.get(middle), measure, day, currency);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
      middle = (from + to) >>> 1;
    }
    return ~from;
  }

  @SuppressWarnings({"StringEquality", "ReferenceEquality"}) // The same text mostly is one object.
  private static int order(Contribution sum, String measure, LocalDate day, String currency) {
    int byMeasure = sum.getMeasure() == measure ? 0 : sum.getMeasure().compareTo(measure);
    if (byMeasure != 0) {
      return byMeasure;
    }
    int byDay = sum.getDay().compareTo(day);
    return byDay != 0 ? byDay : sum.getCurrency().compareTo(currency);
  }

  /** Spreads an amount evenly over the days from the first to the last, both included, exactly. */
  void spread(String measure, LocalDate first, LocalDate last, String currency, long micros) {
    long[] shares = Micros.split(micros, (int) (last.toEpochDay() - first.toEpochDay()) + 1);
    for (int day = 0; day < shares.length; day++) {
      add(measure, first.plusDays(day), currency, shares[day]);
    }
  }

  /**
   * A level, given as a step function of time in order; what counts is its height at the end of
   * each day.
   *
   * @param currency empty for a plain number
   */
  void level(String measure, String currency, List<Step> steps) {
    long before = 0;
    LocalDate next = steps.isEmpty() ? null : days.of(steps.get(0).at());
    for (int i = 0; i < steps.size(); i++) {
      LocalDate day = next;
      next = i + 1 == steps.size() ? null : days.of(steps.get(i + 1).at());
      if (!day.equals(next)) {
        add(measure, day, currency, Math.subtractExact(steps.get(i).value(), before));
        before = steps.get(i).value();
      }
    }
  }

  LedgerPage page(Dimensions dimensions) {
    sums.removeIf(sum -> sum.getAmount() == 0);
    return new LedgerPage(
        dimensions.channel(),
        dimensions.region(),
        dimensions.segment(),
        dimensions.owner(),
        dimensions.product(),
        sums);
  }
}
