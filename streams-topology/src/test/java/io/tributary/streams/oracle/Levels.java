package io.tributary.streams.oracle;

import io.tributary.streams.oracle.Company.Level;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands at the end of a day, of all customers. */
final class Levels {
  private final List<Buyer> buyers;
  private final Policy policy;
  private final Map<LocalDate, List<Level>> byDay = new TreeMap<>();

  Levels(List<Buyer> buyers, Policy policy) {
    this.buyers = buyers;
    this.policy = policy;
  }

  /** All levels at the end of a day. */
  List<Level> at(LocalDate day) {
    return byDay.computeIfAbsent(day, this::compute);
  }

  private List<Level> compute(LocalDate day) {
    List<Level> found = new ArrayList<>();
    long time = Told.endOf(day, policy.zone());
    for (Buyer buyer : buyers) {
      for (Sale sale : buyer.sales) {
        if (sale.isOpenAt(time)) {
          open(found, buyer, sale, time);
        }
      }
      for (Told ticket : buyer.tickets.values()) {
        if (Buyer.openSince(ticket, time) != null) {
          found.add(new Level("open_tickets", "", 1, buyer.slot()));
        }
      }
      if (buyer.isCustomer(policy.customerSince().name(), day)) {
        found.add(new Level("customers", "", 1, buyer.slot()));
      }
      recurring(found, buyer, day);
    }
    return found;
  }

  private void open(List<Level> found, Buyer buyer, Sale sale, long time) {
    Slot slot = buyer.slot(sale);
    String currency = sale.currencyAt(time, policy.currency());
    long amount = sale.amountAt(time) == null ? 0 : sale.amountAt(time);
    Long probability = sale.probabilityAt(time);
    String stage = sale.stageAt(time);
    if (probability == null) {
      probability =
          policy.stages().stream()
              .filter(listed -> stage != null && listed.name().equalsIgnoreCase(stage.strip()))
              .map(Policy.Stage::probabilityMicros)
              .findFirst()
              .orElse(0L);
    }
    long weighted = Rational.of(amount, probability, 1_000_000).round();
    found.add(new Level("open_opportunities", "", 1, slot));
    found.add(new Level("open_amount", currency, amount, slot));
    found.add(new Level("weighted_amount", currency, weighted, slot));
    LocalDate closes = sale.told.upTo(time).last("expected_close", LocalDate.class::cast);
    if (closes != null) {
      found.add(new Level("closing_amount@" + closes, currency, amount, slot));
      found.add(new Level("closing_weighted@" + closes, currency, weighted, slot));
    }
  }

  private static void recurring(List<Level> found, Buyer buyer, LocalDate day) {
    Map<String, Long> now = buyer.mrr(day);
    if (!now.isEmpty()) {
      found.add(new Level("logos", "", 1, buyer.slot()));
    }
    boolean atRisk = buyer.isAtRisk(day);
    now.forEach(
        (currency, mrr) -> {
          found.add(new Level("mrr", currency, mrr, buyer.slot()));
          if (atRisk) {
            found.add(new Level("mrr_at_risk", currency, mrr, buyer.slot()));
          }
        });
    for (int days : new int[] {7, 30, 90, 365}) {
      Map<String, Long> then = buyer.mrr(day.minusDays(days));
      if (!now.isEmpty() && !then.isEmpty()) {
        found.add(new Level("logos_kept:R" + days, "", 1, buyer.slot()));
      }
      for (String currency : now.keySet()) {
        long before = then.getOrDefault(currency, 0L);
        if (before > 0) {
          found.add(new Level("mrr_kept:R" + days, currency, now.get(currency), buyer.slot()));
          found.add(
              new Level(
                  "mrr_floor:R" + days,
                  currency,
                  Math.min(before, now.get(currency)),
                  buyer.slot()));
        }
      }
    }
  }
}
