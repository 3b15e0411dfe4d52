package io.tributary.streams.lifecycle;

import io.tributary.event.Micros;
import io.tributary.output.Contribution;
import io.tributary.state.LedgerPage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the page of one entity: equal addends are summed, zeros left out, and the order is fixed.
 */
final class PageWriter {
  private static final Comparator<Contribution> ORDER = PageWriter::order;

  /** From {@code at} (milliseconds since the epoch) on, a level is this high. */
  record Step(long at, long value) {}

  private final Days days;
  private final List<Contribution> addends = new ArrayList<>();

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
    if (amount != 0) {
      addends.add(new Contribution(measure, day, currency, amount));
    }
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
    addends.sort(ORDER);
    List<Contribution> contributions = new ArrayList<>(addends.size());
    for (int first = 0, next; first < addends.size(); first = next) {
      Contribution sum = addends.get(first);
      for (next = first + 1; next < addends.size() && isSameLine(sum, addends.get(next)); next++) {
        sum.setAmount(Math.addExact(sum.getAmount(), addends.get(next).getAmount()));
      }
      if (sum.getAmount() != 0) {
        contributions.add(sum);
      }
    }
    return new LedgerPage(
        dimensions.channel(),
        dimensions.region(),
        dimensions.segment(),
        dimensions.owner(),
        dimensions.product(),
        contributions);
  }

  private static boolean isSameLine(Contribution one, Contribution other) {
    return ORDER.compare(one, other) == 0;
  }

  private static int order(Contribution one, Contribution other) {
    int byMeasure = one.getMeasure().compareTo(other.getMeasure());
    if (byMeasure != 0) {
      return byMeasure;
    }
    int byDay = one.getDay().compareTo(other.getDay());
    return byDay != 0 ? byDay : one.getCurrency().compareTo(other.getCurrency());
  }
}
