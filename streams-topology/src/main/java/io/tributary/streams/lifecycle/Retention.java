package io.tributary.streams.lifecycle;

import io.tributary.output.Contribution;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What follows from a customer's MRR history for the retention metrics. These levels can be
 * computed again at any time, so they are not written into the ledger.
 */
final class Retention {
  private static final List<Trailing> WINDOWS =
      Measures.RETENTION_DAYS.stream().map(Trailing::of).toList();

  private Retention() {}

  /** A trailing window, and what is measured over it. */
  private record Trailing(int days, String logosKept, String mrrKept, String mrrFloor) {
    static Trailing of(int days) {
      return new Trailing(
          days,
          Measures.trailing(Measures.LOGOS_KEPT, days),
          Measures.trailing(Measures.MRR_KEPT, days),
          Measures.trailing(Measures.MRR_FLOOR, days));
    }
  }

  static List<Contribution> of(MrrHistory mrr) {
    List<Contribution> derived = new ArrayList<>();
    if (mrr.isEmpty()) {
      return derived;
    }
    SortedSet<LocalDate> days = mrr.days();
    long before = 0;
    for (LocalDate day : days) {
      before = step(derived, Measures.LOGOS, day, "", before, mrr.anyAt(day) ? 1 : 0);
    }
    for (Trailing window : WINDOWS) {
      TreeSet<LocalDate> turns = new TreeSet<>(days);
      days.forEach(day -> turns.add(day.plusDays(window.days())));
      trailing(derived, mrr, turns, window);
    }
    return derived;
  }

  private static void trailing(
      List<Contribution> derived, MrrHistory mrr, SortedSet<LocalDate> turns, Trailing window) {
    long logos = 0;
    for (LocalDate day : turns) {
      boolean kept = mrr.anyAt(day) && mrr.anyAt(day.minusDays(window.days()));
      logos = step(derived, window.logosKept(), day, "", logos, kept ? 1 : 0);
    }
    for (String currency : mrr.levels().keySet()) {
      long keptBefore = 0;
      long floorBefore = 0;
      for (LocalDate day : turns) {
        long now = mrr.at(currency, day);
        long then = mrr.at(currency, day.minusDays(window.days()));
        keptBefore = step(derived, window.mrrKept(), day, currency, keptBefore, then > 0 ? now : 0);
        floorBefore =
            step(derived, window.mrrFloor(), day, currency, floorBefore, Math.min(now, then));
      }
    }
  }

  private static long step(
      List<Contribution> derived,
      String measure,
      LocalDate day,
      String currency,
      long before,
      long after) {
    if (after != before) {
      derived.add(new Contribution(measure, day, currency, after - before));
    }
    return after;
  }
}
