package io.tributary.streams.topology;

import io.tributary.event.BillingInterval;
import io.tributary.event.CampaignTouched;
import io.tributary.event.CustomerIdentified;
import io.tributary.event.Identifiers;
import io.tributary.event.InvoicePaid;
import io.tributary.event.InvoicePaymentFailed;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketPriority;
import io.tributary.event.TicketSolved;
import io.tributary.event.TouchKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Of one account, in order: more than anybody should have of anything. */
final class HotHistory {
  static final String SUBJECT = "account:crm/HOT";
  static final String CUSTOMER = "hot";

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration LASTS = Duration.ofDays(800);

  private HotHistory() {}

  /**
   * Touches, invoices, tickets, changes of a single opportunity, and what it is said to be like.
   */
  static List<RevenueEvent> ofEverything(int count) {
    List<RevenueEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = i / 20;
      events.add(
          switch (i % 20) {
            case 0, 1, 2, 3, 4, 5 -> touch(i, count);
            case 6, 7, 8 -> event(i, count, failed(3 * place + i % 20 - 6));
            case 9, 10, 11 -> event(i, count, paid(3 * place + i % 20 - 9));
            case 12, 13, 14 -> event(i, count, opened(3 * place + i % 20 - 12));
            case 15, 16 -> event(i, count, solved(3 * place + i % 20 - 15));
            case 17, 18 -> event(i, count, changed("O", i % 7));
            default ->
                event(i, count, CustomerIdentified.newBuilder().setName("Acme " + i).build());
          });
    }
    return events;
  }

  /** Opportunities that are won, subscriptions that begin and end, and touches before them. */
  static List<RevenueEvent> ofSales(int count) {
    List<RevenueEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String number = Integer.toString(i / 6);
      events.add(
          switch (i % 6) {
            case 0, 1 -> event(i, count, touched("ads"));
            case 2 -> event(i, count, changed(number, i % 7));
            case 3 -> event(i, count, OpportunityWon.newBuilder().setOpportunityId(number).build());
            case 4 -> event(i, count, started(number));
            default ->
                event(
                    i,
                    count,
                    new SubscriptionCancelled(number, at(i + 1, count), true, null, Map.of()));
          });
    }
    return events;
  }

  static Instant firstTouchAt() {
    return START;
  }

  static RevenueEvent touch(int number, int count) {
    return event(number, count, touched("ads-" + number % 3));
  }

  private static CampaignTouched touched(String channel) {
    return CampaignTouched.newBuilder().setChannel(channel).setKind(TouchKind.CLICK).build();
  }

  private static RevenueEvent event(int number, int count, SpecificRecord body) {
    Instant at = at(number, count);
    return new RevenueEvent(
        "evt-" + number, "crm", "crm", "told", at, at, List.of(Identifiers.parse(SUBJECT)), body);
  }

  private static Instant at(int number, int count) {
    return START.plusMillis(LASTS.toMillis() / count * number);
  }

  private static InvoicePaymentFailed failed(int number) {
    return InvoicePaymentFailed.newBuilder().setInvoiceId("in_" + number).build();
  }

  private static InvoicePaid paid(int number) {
    return InvoicePaid.newBuilder()
        .setInvoiceId("in_" + number)
        .setAmountMicros(1_000_000L)
        .setCurrency("EUR")
        .build();
  }

  private static TicketOpened opened(int number) {
    return TicketOpened.newBuilder()
        .setTicketId("T" + number)
        .setPriority(TicketPriority.URGENT)
        .build();
  }

  private static TicketSolved solved(int number) {
    return new TicketSolved("T" + number, "ada", Map.of());
  }

  private static OpportunityChanged changed(String id, int stage) {
    return OpportunityChanged.newBuilder()
        .setOpportunityId(id)
        .setStage("stage " + stage)
        .setOwner("grace")
        .setAmountMicros(5_000_000L)
        .setCurrency("EUR")
        .build();
  }

  private static SubscriptionStarted started(String id) {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId(id)
        .setUnitAmountMicros(100_000_000L)
        .setCurrency("EUR")
        .setInterval(BillingInterval.MONTH)
        .build();
  }
}
