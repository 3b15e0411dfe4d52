package io.tributary.streams.lifecycle;

import io.tributary.state.LedgerPage;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What happens to a customer as a whole: its beginning, end and return, and the movements of its
 * MRR. Each day is compared with the day before, so that mrr(d) = mrr(d−1) + new + expansion +
 * reactivation − contraction − churn holds exactly.
 */
final class Movements {
  private final Days days;

  Movements(Policy policy) {
    this.days = new Days(policy.zone());
  }

  LedgerPage page(MrrHistory mrr, Customerhood customerhood, Health health, Dimensions context) {
    PageWriter page = new PageWriter(days);
    movements(page, mrr);
    atRisk(page, mrr, health);
    customerhood(page, customerhood);
    return page.page(context);
  }

  private static void movements(PageWriter page, MrrHistory mrr) {
    boolean everBefore = false;
    for (LocalDate day : mrr.days()) {
      LocalDate dayBefore = day.minusDays(1);
      boolean anyBefore = mrr.anyAt(dayBefore);
      boolean anyAfter = mrr.anyAt(day);
      for (String currency : mrr.levels().keySet()) {
        long before = mrr.at(currency, dayBefore);
        long after = mrr.at(currency, day);
        if (after > before) {
          String gain =
              anyBefore
                  ? Measures.MRR_EXPANSION
                  : everBefore ? Measures.MRR_REACTIVATION : Measures.MRR_NEW;
          page.add(gain, day, currency, after - before);
        } else if (after < before) {
          page.add(
              anyAfter ? Measures.MRR_CONTRACTION : Measures.MRR_CHURN,
              day,
              currency,
              before - after);
        }
      }
      everBefore |= anyAfter;
    }
  }

  /** All the MRR, on days at whose end the customer has a flag. */
  private void atRisk(PageWriter page, MrrHistory mrr, Health health) {
    if (mrr.isEmpty()) {
      return;
    }
    NavigableMap<LocalDate, Boolean> flagged = new TreeMap<>();
    health.anyFlag().forEach((at, any) -> flagged.put(days.of(at), any));
    if (flagged.isEmpty()) {
      return;
    }
    TreeSet<LocalDate> turns = new TreeSet<>(mrr.days());
    turns.addAll(flagged.keySet());
    for (String currency : mrr.levels().keySet()) {
      long before = 0;
      for (LocalDate day : turns) {
        var flag = flagged.floorEntry(day);
        long after = flag != null && flag.getValue() ? mrr.at(currency, day) : 0;
        page.add(Measures.MRR_AT_RISK, day, currency, after - before);
        before = after;
      }
    }
  }

  /** As with MRR, what counts is the end of the day: who leaves and returns within one did not. */
  private void customerhood(PageWriter page, Customerhood customerhood) {
    NavigableMap<LocalDate, Boolean> atEndOfDay = new TreeMap<>();
    customerhood.turns().forEach(turn -> atEndOfDay.put(days.of(turn.at()), turn.isCustomer()));
    boolean ever = false;
    boolean before = false;
    for (var change : atEndOfDay.entrySet()) {
      boolean now = change.getValue();
      if (now == before) {
        continue;
      }
      page.add(Measures.CUSTOMERS, change.getKey(), "", now ? 1 : -1);
      String event =
          now
              ? (ever ? Measures.REACTIVATED_CUSTOMERS : Measures.NEW_CUSTOMERS)
              : Measures.CHURNED_CUSTOMERS;
      page.add(event, change.getKey(), "", 1);
      ever = true;
      before = now;
    }
  }
}
