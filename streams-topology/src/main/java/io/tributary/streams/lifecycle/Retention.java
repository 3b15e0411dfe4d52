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
  private Retention() {}

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
    for (int length : Measures.RETENTION_DAYS) {
      TreeSet<LocalDate> turns = new TreeSet<>(days);
      days.forEach(day -> turns.add(day.plusDays(length)));
      trailing(derived, mrr, turns, length);
    }
    return derived;
  }

  private static void trailing(
      List<Contribution> derived, MrrHistory mrr, SortedSet<LocalDate> turns, int length) {
    String logosKept = Measures.trailing(Measures.LOGOS_KEPT, length);
    String mrrKept = Measures.trailing(Measures.MRR_KEPT, length);
    String mrrFloor = Measures.trailing(Measures.MRR_FLOOR, length);
    long logos = 0;
    for (LocalDate day : turns) {
      boolean kept = mrr.anyAt(day) && mrr.anyAt(day.minusDays(length));
      logos = step(derived, logosKept, day, "", logos, kept ? 1 : 0);
    }
    for (String currency : mrr.levels().keySet()) {
      long keptBefore = 0;
      long floorBefore = 0;
      for (LocalDate day : turns) {
        long now = mrr.at(currency, day);
        long then = mrr.at(currency, day.minusDays(length));
        keptBefore = step(derived, mrrKept, day, currency, keptBefore, then > 0 ? now : 0);
        floorBefore = step(derived, mrrFloor, day, currency, floorBefore, Math.min(now, then));
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
