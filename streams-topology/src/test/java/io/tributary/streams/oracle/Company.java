package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;
import io.tributary.streams.policy.Policy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What all customers together add to the measures, straight from the definitions. */
final class Company {
  /** One addend of a flow. */
  record Flow(String measure, LocalDate day, String currency, long amount, Slot slot) {}

  /** One addend of a level at the end of a day. */
  record Level(String measure, String currency, long amount, Slot slot) {}

  private final Policy policy;
  private final ZoneId zone;
  private final List<String> stages;
  private final List<Buyer> buyers = new ArrayList<>();
  final List<Flow> flows = new ArrayList<>();
  private final Map<String, List<Flow>> flowsBySlice = new TreeMap<>();
  private final TreeSet<LocalDate> eventDays = new TreeSet<>();
  private final ToldRates rates;
  private final Levels levels;

  /**
   * @param customers the events of each
   */
  Company(List<List<RevenueEvent>> customers, Policy policy) {
    this.policy = policy;
    this.zone = policy.zone();
    this.stages = policy.stages().stream().map(Policy.Stage::name).toList();
    customers.forEach(events -> buyers.add(new Buyer(events, zone)));
    this.levels = new Levels(buyers, policy);
    this.rates =
        new ToldRates(customers.stream().flatMap(List::stream).toList(), policy.currency());
    for (Buyer buyer : buyers) {
      buyer.sales.forEach(sale -> sale(buyer, sale));
      buyer.leads.values().forEach(lead -> lead(buyer, lead));
      new Support(this, buyer).add();
      cash(buyer);
      movements(buyer);
      buyer.spend.values().forEach(line -> spread(line, "spend"));
      buyer.quotas.values().forEach(line -> spread(line, "quota"));
      Shares.of(buyer, policy, flows);
    }
    for (Flow flow : flows) {
      for (String slice : flow.slot().slices()) {
        flowsBySlice.computeIfAbsent(slice, first -> new ArrayList<>()).add(flow);
      }
    }
    customers.stream()
        .flatMap(List::stream)
        .forEach(event -> eventDays.add(Told.day(Told.at(event), zone)));
  }

  /** All that anything flowed into. */
  Set<String> slices() {
    return flowsBySlice.keySet();
  }

  List<Flow> flowsOf(String slice) {
    return flowsBySlice.getOrDefault(slice, List.of());
  }

  /** On no other day does a level of an opportunity begin. */
  NavigableSet<LocalDate> eventDays() {
    return eventDays;
  }

  /** What a currency is worth of the reporting one on a day; null where nobody knows. */
  BigDecimal rate(String currency, LocalDate day) {
    return rates.of(currency, day);
  }

  void flow(String measure, long at, String currency, long amount, Slot slot) {
    flows.add(new Flow(measure, Told.day(at, zone), currency, amount, slot));
  }

  void count(String measure, long at, Slot slot) {
    flow(measure, at, "", 1, slot);
  }

  void duration(String name, String sum, String count, long at, long millis, Slot slot) {
    if (millis >= 0) {
      flow(sum, at, "", millis, slot);
      count(count, at, slot);
      // The durations themselves, to take percentiles of.
      flow(name, at, "", millis, slot);
    }
  }

  private static long orZero(Long amount) {
    return amount == null ? 0 : amount;
  }

  private void sale(Buyer buyer, Sale sale) {
    Slot slot = buyer.slot(sale);
    count("opened", sale.openedAt, slot);
    Sale.Outcome outcome = sale.finalOutcome();
    long amount = orZero(sale.amountAt(Long.MAX_VALUE));
    String currency = sale.currencyAt(Long.MAX_VALUE, policy.currency());
    if (sale.isWon()) {
      count("won", outcome.since(), slot);
      flow("won_amount", outcome.since(), currency, amount, slot);
      duration(
          "won_cycle",
          "won_cycle_ms",
          "won_cycle_count",
          outcome.since(),
          outcome.since() - sale.openedAt,
          slot);
    } else if (outcome.what().equals("lost")) {
      count("lost", outcome.since(), slot);
      flow("lost_amount", outcome.since(), currency, amount, slot);
    }
    for (Sale.Stay stay : sale.stays(stages)) {
      String stage = stages.get(stay.stage());
      count("stage_entered:" + stage, stay.from(), slot);
      if (stay.advanced()) {
        count("stage_advanced:" + stage, stay.from(), slot);
      }
      if (stay.until() != null) {
        duration(
            "stage_dwell:" + stage,
            "stage_dwell_ms:" + stage,
            "stage_dwell_count:" + stage,
            stay.until(),
            stay.until() - stay.from(),
            slot);
      }
    }
  }

  private void lead(Buyer buyer, Told lead) {
    Told captures = lead.of("LeadCaptured");
    Slot slot =
        new Slot(
                null,
                captures.text("region"),
                captures.text("segment"),
                null,
                captures.text("product"))
            .or(buyer.slot());
    Long captured = lead.first("LeadCaptured");
    count("leads", captured == null ? lead.firstAt() : captured, slot);
    for (String level : List.of("MQL", "SQL")) {
      lead.of("LeadQualified").events().stream()
          .filter(event -> Told.field(event, "level").toString().equals(level))
          .findFirst()
          .ifPresent(event -> count(level.equals("MQL") ? "mqls" : "sqls", Told.at(event), slot));
    }
    if (captured != null) {
      lead.of("LeadContacted").events().stream()
          .filter(event -> !(Boolean) Told.field(event, "automated"))
          .mapToLong(Told::at)
          .filter(at -> at >= captured)
          .min()
          .ifPresent(
              at -> {
                duration(
                    "lead_response",
                    "lead_response_ms",
                    "lead_responses",
                    captured,
                    at - captured,
                    slot);
                if (at - captured <= 300_000) {
                  count("leads_answered_5m", captured, slot);
                }
              });
    }
  }

  private void cash(Buyer buyer) {
    for (Told invoice : buyer.invoices.values()) {
      Told paid = invoice.of("InvoicePaid");
      if (!paid.isEmpty()) {
        flow(
            "paid",
            paid.firstAt(),
            paid.text("currency"),
            paid.number("amount_micros"),
            buyer.slot());
      }
    }
    for (Told refund : buyer.refunds.values()) {
      flow(
          "refunded",
          refund.lastAt(),
          refund.text("currency"),
          refund.number("amount_micros"),
          buyer.slot());
    }
  }

  private void movements(Buyer buyer) {
    boolean earnedBefore = false;
    boolean wasCustomer = false;
    String since = policy.customerSince().name();
    for (LocalDate day : buyer.days()) {
      Map<String, Long> before = buyer.mrr(day.minusDays(1));
      Map<String, Long> after = buyer.mrr(day);
      TreeSet<String> currencies = new TreeSet<>(before.keySet());
      currencies.addAll(after.keySet());
      for (String currency : currencies) {
        long more = after.getOrDefault(currency, 0L) - before.getOrDefault(currency, 0L);
        String movement =
            more > 0
                ? before.isEmpty() ? earnedBefore ? "mrr_reactivation" : "mrr_new" : "mrr_expansion"
                : after.isEmpty() ? "mrr_churn" : "mrr_contraction";
        flows.add(new Flow(movement, day, currency, Math.abs(more), buyer.slot()));
      }
      earnedBefore |= !after.isEmpty();
      boolean is = buyer.isCustomer(since, day);
      boolean was = buyer.isCustomer(since, day.minusDays(1));
      if (is != was) {
        String change =
            was ? "churned_customers" : wasCustomer ? "reactivated_customers" : "new_customers";
        flows.add(new Flow(change, day, "", 1, buyer.slot()));
      }
      wasCustomer |= is;
    }
  }

  private void spread(Told line, String what) {
    RevenueEvent stands = line.events().get(line.events().size() - 1);
    Told said = new Told(List.of(stands));
    LocalDate first = (LocalDate) Told.field(stands, "period_start");
    LocalDate last = (LocalDate) Told.field(stands, "period_end");
    long days = last.toEpochDay() - first.toEpochDay() + 1;
    long amount = said.number("amount_micros");
    String measure =
        what.equals("quota")
            ? "quota"
            : "spend_" + said.text("category").toLowerCase(java.util.Locale.ROOT);
    Slot slot =
        new Slot(
            said.text("channel"),
            said.text("region"),
            said.text("segment"),
            said.text("owner"),
            null);
    for (long day = 0; day < days; day++) {
      // The larger shares come first.
      long share = amount / days + (day < amount % days ? 1 : 0);
      flows.add(new Flow(measure, first.plusDays(day), said.text("currency"), share, slot));
    }
  }

  /** All levels at the end of a day. */
  List<Level> levels(LocalDate day) {
    return levels.at(day);
  }
}
