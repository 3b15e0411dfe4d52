package io.tributary.streams.lifecycle;

import io.tributary.state.LedgerPage;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.CustomerSince;
import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What happens to a customer as a whole: its beginning, end and return, and the movements of its
 * MRR. Each day is compared with the day before, so that mrr(d) = mrr(d−1) + new + expansion +
 * reactivation − contraction − churn holds exactly.
 */
final class Movements {
  private final Policy policy;
  private final Days days;

  Movements(Policy policy) {
    this.policy = policy;
    this.days = new Days(policy.zone());
  }

  LedgerPage page(MrrHistory mrr, Collection<Folded> entities, Dimensions context) {
    PageWriter page = new PageWriter(days);
    movements(page, mrr);
    customerhood(page, customerDays(mrr, entities));
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

  private static void customerhood(PageWriter page, NavigableMap<LocalDate, Boolean> isCustomer) {
    boolean ever = false;
    boolean before = false;
    for (var change : isCustomer.entrySet()) {
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

  /** Day → whether it is a customer from the end of that day on. */
  private NavigableMap<LocalDate, Boolean> customerDays(
      MrrHistory mrr, Collection<Folded> entities) {
    NavigableMap<LocalDate, Boolean> isCustomer = new TreeMap<>();
    if (customerBySales(policy.customerSince(), entities)) {
      entities.stream()
          .filter(entity -> entity instanceof Opportunity opportunity && opportunity.isWon())
          .map(entity -> days.of(((Opportunity) entity).latest().outcomeAt()))
          .min(LocalDate::compareTo)
          .ifPresent(day -> isCustomer.put(day, true));
    } else {
      mrr.days().forEach(day -> isCustomer.put(day, mrr.anyAt(day)));
    }
    return isCustomer;
  }

  /** Whether won opportunities make the customer, or recurring revenue does. */
  static boolean customerBySales(CustomerSince since, Collection<Folded> entities) {
    return switch (since) {
      case BILLING -> false;
      case SALES -> true;
      case EITHER -> entities.stream().noneMatch(Subscription.class::isInstance);
    };
  }
}
