package io.tributary.streams.example;

import io.tributary.event.BillingInterval;
import io.tributary.event.CampaignTouched;
import io.tributary.event.Identifier;
import io.tributary.event.Identifiers;
import io.tributary.event.Micros;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityLost;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TouchKind;
import io.tributary.serde.TrustedRecords;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Makes events for tests: of one source, at noon UTC of a day, with ids that count up. */
public final class Events {
  static {
    TrustedRecords.trust();
  }

  private final List<RevenueEvent> all = new ArrayList<>();

  /** All events made so far, in the order in which they were made. */
  public List<RevenueEvent> all() {
    return all;
  }

  public RevenueEvent touched(String account, String day, String channel) {
    return add(
        account,
        day,
        "campaign.touched",
        CampaignTouched.newBuilder().setChannel(channel).setKind(TouchKind.CLICK).build());
  }

  public RevenueEvent opened(String account, String opportunity, String day, String amount) {
    return add(
        account,
        day,
        "opportunity.opened",
        OpportunityOpened.newBuilder()
            .setOpportunityId(opportunity)
            .setAmountMicros(Micros.parse(amount))
            .setCurrency("EUR")
            .build());
  }

  public RevenueEvent changedAmount(String account, String opportunity, String day, String amount) {
    return add(
        account,
        day,
        "opportunity.changed",
        OpportunityChanged.newBuilder()
            .setOpportunityId(opportunity)
            .setAmountMicros(Micros.parse(amount))
            .setCurrency("EUR")
            .build());
  }

  public RevenueEvent changedStage(String account, String opportunity, String day, String stage) {
    return add(
        account,
        day,
        "opportunity.changed",
        OpportunityChanged.newBuilder().setOpportunityId(opportunity).setStage(stage).build());
  }

  public RevenueEvent won(String account, String opportunity, String day) {
    return add(
        account,
        day,
        "opportunity.won",
        OpportunityWon.newBuilder().setOpportunityId(opportunity).build());
  }

  public RevenueEvent lost(String account, String opportunity, String day) {
    return add(
        account,
        day,
        "opportunity.lost",
        OpportunityLost.newBuilder().setOpportunityId(opportunity).build());
  }

  public RevenueEvent subscribed(
      String account, String subscription, String day, String unit, BillingInterval interval) {
    return add(
        account,
        day,
        "subscription.started",
        SubscriptionStarted.newBuilder()
            .setSubscriptionId(subscription)
            .setUnitAmountMicros(Micros.parse(unit))
            .setCurrency("EUR")
            .setInterval(interval)
            .build());
  }

  public RevenueEvent changedQuantity(
      String account, String subscription, String day, long quantity) {
    return add(
        account,
        day,
        "subscription.changed",
        SubscriptionChanged.newBuilder()
            .setSubscriptionId(subscription)
            .setQuantity(quantity)
            .build());
  }

  public RevenueEvent changedUnit(String account, String subscription, String day, String unit) {
    return add(
        account,
        day,
        "subscription.changed",
        SubscriptionChanged.newBuilder()
            .setSubscriptionId(subscription)
            .setUnitAmountMicros(Micros.parse(unit))
            .build());
  }

  public RevenueEvent cancelled(String account, String subscription, String day) {
    return add(
        account,
        day,
        "subscription.cancelled",
        SubscriptionCancelled.newBuilder().setSubscriptionId(subscription).build());
  }

  public RevenueEvent spend(
      String id, SpendCategory category, String channel, String from, String to, String amount) {
    SpendRecorded line =
        SpendRecorded.newBuilder()
            .setSpendId(id)
            .setCategory(category)
            .setChannel(channel)
            .setPeriodStart(LocalDate.parse(from))
            .setPeriodEnd(LocalDate.parse(to))
            .setAmountMicros(Micros.parse(amount))
            .setCurrency("EUR")
            .build();
    return add(new Identifier("spend", "crm/" + id), from, "spend.recorded", line);
  }

  private RevenueEvent add(String account, String day, String type, SpecificRecord body) {
    return add(new Identifier("account", "crm/" + account), day, type, body);
  }

  private RevenueEvent add(Identifier identifier, String day, String type, SpecificRecord body) {
    RevenueEvent event =
        new RevenueEvent(
            "evt-%04d".formatted(all.size() + 1),
            "crm",
            "crm",
            type,
            Instant.parse(day + "T12:00:00Z"),
            Instant.parse("2026-04-01T00:00:00Z"),
            List.of(identifier),
            body);
    all.add(event);
    return event;
  }

  /** Whose event it is, as text. */
  public static String subject(RevenueEvent event) {
    return Identifiers.subject(event);
  }
}
