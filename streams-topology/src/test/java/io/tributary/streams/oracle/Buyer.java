package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All that is known of one customer, by thing. */
final class Buyer {
  final ZoneId zone;
  final List<Sale> sales = new ArrayList<>();
  final List<Contract> contracts = new ArrayList<>();
  final Map<String, Told> leads = new TreeMap<>();
  final Map<String, Told> tickets = new TreeMap<>();
  final Map<String, Told> ratings = new TreeMap<>();
  final Map<String, Told> invoices = new TreeMap<>();
  final Map<String, Told> refunds = new TreeMap<>();
  final Map<String, Told> spend = new TreeMap<>();
  final Map<String, Told> quotas = new TreeMap<>();
  final Told touches;
  final Told traits;

  Buyer(List<RevenueEvent> events, ZoneId zone) {
    this.zone = zone;
    List<RevenueEvent> sorted = events.stream().sorted(Told.ORDER).toList();
    things(sorted, "opportunity_id").forEach((id, told) -> sales.add(new Sale(id, told)));
    things(
            sorted.stream().filter(event -> Told.kind(event).startsWith("Subscription")).toList(),
            "subscription_id")
        .forEach((id, told) -> contracts.add(new Contract(id, told)));
    leads.putAll(
        things(sorted.stream().filter(e -> Told.kind(e).startsWith("Lead")).toList(), "lead_id"));
    tickets.putAll(
        things(
            sorted.stream().filter(e -> Told.kind(e).startsWith("Ticket")).toList(), "ticket_id"));
    ratings.putAll(things(sorted, "rating_id"));
    invoices.putAll(
        things(
            sorted.stream().filter(e -> Told.kind(e).startsWith("Invoice")).toList(),
            "invoice_id"));
    refunds.putAll(things(sorted, "refund_id"));
    spend.putAll(things(sorted, "spend_id"));
    quotas.putAll(things(sorted, "quota_id"));
    touches = new Told(sorted).of("CampaignTouched");
    traits = new Told(sorted).of("CustomerIdentified");
  }

  private static Map<String, Told> things(List<RevenueEvent> events, String idField) {
    Map<String, List<RevenueEvent>> things = new TreeMap<>();
    for (RevenueEvent event : events) {
      Object id = Told.field(event, idField);
      if (id != null) {
        things.computeIfAbsent(id.toString(), first -> new ArrayList<>()).add(event);
      }
    }
    Map<String, Told> told = new TreeMap<>();
    things.forEach((id, list) -> told.put(id, new Told(list)));
    return told;
  }

  /** Where the customer itself belongs. */
  Slot slot() {
    Told lead =
        leads.values().stream()
            .filter(told -> told.first("LeadCaptured") != null)
            .min(Comparator.comparing(told -> told.first("LeadCaptured")))
            .map(told -> told.of("LeadCaptured"))
            .orElse(new Told(List.of()));
    Told sale =
        sales.stream()
            .min(Comparator.comparing((Sale s) -> -s.openedAt))
            .map(s -> s.told)
            .orElse(new Told(List.of()));
    return new Slot(
        touches.isEmpty()
            ? lead.text("channel")
            : Told.field(touches.events().get(0), "channel").toString(),
        first(traits.text("region"), lead.text("region"), sale.text("region")),
        first(traits.text("segment"), lead.text("segment"), sale.text("segment")),
        first(sale.text("owner"), traits.text("owner")),
        first(subscribed(), bought(), lead.text("product")));
  }

  private String subscribed() {
    return contracts.stream()
        .filter(contract -> product(contract) != null)
        .min(Comparator.comparing((Contract contract) -> -contract.told.lastAt()))
        .map(Buyer::product)
        .orElse(null);
  }

  private static String product(Contract contract) {
    return contract.told.text("product");
  }

  private String bought() {
    return sales.stream()
        .filter(sale -> sale.isWon() && sale.told.text("product") != null)
        .min(Comparator.comparing((Sale sale) -> -sale.finalOutcome().since()))
        .map(sale -> sale.told.text("product"))
        .orElse(null);
  }

  private static String first(String... values) {
    return Stream.of(values).filter(Objects::nonNull).findFirst().orElse(null);
  }

  Slot slot(Sale sale) {
    return new Slot(
            null,
            sale.told.text("region"),
            sale.told.text("segment"),
            sale.told.text("owner"),
            sale.told.text("product"))
        .or(slot());
  }

  /** The MRR at the end of a day, per currency. */
  Map<String, Long> mrr(LocalDate day) {
    long time = Told.endOf(day, zone);
    Map<String, Long> mrr = new TreeMap<>();
    for (Contract contract : contracts) {
      long now = contract.mrrAt(time);
      if (now > 0) {
        mrr.merge(contract.currencyAt(time), now, Long::sum);
      }
    }
    return mrr;
  }

  /** At the end of a day, by {@code customer.since}. */
  boolean isCustomer(String since, LocalDate day) {
    long time = Told.endOf(day, zone);
    boolean earns = contracts.stream().anyMatch(contract -> contract.mrrAt(time) > 0);
    boolean won =
        sales.stream().anyMatch(sale -> sale.isWon() && sale.finalOutcome().since() <= time);
    boolean says =
        contracts.stream()
            .anyMatch(contract -> contract.saysFrom() != null && contract.saysFrom() <= time);
    return switch (since) {
      case "BILLING" -> earns;
      case "SALES" -> won;
      default -> earns || won && !says;
    };
  }

  boolean isAtRisk(LocalDate day) {
    long time = Told.endOf(day, zone);
    return paymentFailed(time) || ticketTooOld(time) || unhappy(time) || cancelling(time);
  }

  private boolean paymentFailed(long time) {
    Long failed = null;
    Long paid = null;
    for (Told invoice : invoices.values()) {
      Told failures = invoice.upTo(time).of("InvoicePaymentFailed");
      failed = failures.isEmpty() ? failed : later(failed, failures.lastAt());
      paid = later(paid, invoice.upTo(time).first("InvoicePaid"));
    }
    return failed != null && (paid == null || failed > paid);
  }

  private static Long later(Long one, Long other) {
    return one == null || other != null && other > one ? other : one;
  }

  private boolean ticketTooOld(long time) {
    for (Told ticket : tickets.values()) {
      String priority = ticket.text("priority");
      Long since = openSince(ticket, time);
      if (since != null
          && ("HIGH".equals(priority) || "URGENT".equals(priority))
          && time - since > 3 * 86_400_000L) {
        return true;
      }
    }
    return false;
  }

  static long openedAt(Told ticket) {
    Long opened = ticket.first("TicketOpened");
    return opened == null ? ticket.firstAt() : opened;
  }

  /** Null when it is not open at that time. */
  static Long openSince(Told ticket, long time) {
    long opened = openedAt(ticket);
    if (time < opened) {
      return null;
    }
    Long since = opened;
    for (RevenueEvent event : ticket.upTo(time).events()) {
      long at = Math.max(opened, Told.at(event));
      if (Told.kind(event).equals("TicketSolved")) {
        since = null;
      } else if (Told.kind(event).equals("TicketReopened") && since == null) {
        since = at;
      }
    }
    return since;
  }

  private boolean unhappy(long time) {
    for (String kind : List.of("CSAT", "NPS")) {
      RevenueEvent last = null;
      for (Told rating : ratings.values()) {
        RevenueEvent stands = rating.events().get(rating.events().size() - 1);
        if (Told.field(stands, "kind").toString().equals(kind)
            && Told.at(stands) <= time
            && (last == null || Told.at(stands) > Told.at(last))) {
          last = stands;
        }
      }
      if (last != null
          && ((Number) Told.field(last, "score")).intValue() <= (kind.equals("CSAT") ? 2 : 6)
          && time - Told.at(last) <= 90 * 86_400_000L) {
        return true;
      }
    }
    return false;
  }

  private boolean cancelling(long time) {
    return contracts.stream()
        .anyMatch(
            contract ->
                contract.endsAt(time) != null
                    && contract.endsAt(time) > time
                    && contract.mrrAt(time) > 0);
  }

  /** Every day on which anything of the MRR or the customer may change, and the day after. */
  NavigableSet<LocalDate> days() {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (Contract contract : contracts) {
      contract.times().forEach(time -> days.add(Told.day(time, zone)));
    }
    sales.forEach(sale -> days.add(Told.day(sale.finalOutcome().since(), zone)));
    return days;
  }
}
