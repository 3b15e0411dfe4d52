package io.tributary.event;

import io.tributary.topic.Topic;
import io.tributary.topic.Topics;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Every type of event that a source can report: its name, its body, and the topic it goes to. */
public enum EventType {
  LEAD_CAPTURED("lead.captured", LeadCaptured.class, Topics.MARKETING_EVENTS),
  LEAD_QUALIFIED("lead.qualified", LeadQualified.class, Topics.MARKETING_EVENTS),
  LEAD_DISQUALIFIED("lead.disqualified", LeadDisqualified.class, Topics.MARKETING_EVENTS),
  CAMPAIGN_TOUCHED("campaign.touched", CampaignTouched.class, Topics.MARKETING_EVENTS),
  SPEND_RECORDED("spend.recorded", SpendRecorded.class, Topics.MARKETING_EVENTS),

  LEAD_CONTACTED("lead.contacted", LeadContacted.class, Topics.SALES_EVENTS),
  OPPORTUNITY_OPENED("opportunity.opened", OpportunityOpened.class, Topics.SALES_EVENTS),
  OPPORTUNITY_CHANGED("opportunity.changed", OpportunityChanged.class, Topics.SALES_EVENTS),
  OPPORTUNITY_WON("opportunity.won", OpportunityWon.class, Topics.SALES_EVENTS),
  OPPORTUNITY_LOST("opportunity.lost", OpportunityLost.class, Topics.SALES_EVENTS),
  ACTIVITY_LOGGED("activity.logged", ActivityLogged.class, Topics.SALES_EVENTS),
  QUOTA_SET("quota.set", QuotaSet.class, Topics.SALES_EVENTS),
  CUSTOMER_IDENTIFIED("customer.identified", CustomerIdentified.class, Topics.SALES_EVENTS),
  FX_RATE_SET("fx_rate.set", FxRateSet.class, Topics.SALES_EVENTS),

  SUBSCRIPTION_STARTED("subscription.started", SubscriptionStarted.class, Topics.BILLING_EVENTS),
  SUBSCRIPTION_CHANGED("subscription.changed", SubscriptionChanged.class, Topics.BILLING_EVENTS),
  SUBSCRIPTION_CANCELLED(
      "subscription.cancelled", SubscriptionCancelled.class, Topics.BILLING_EVENTS),
  SUBSCRIPTION_PAUSED("subscription.paused", SubscriptionPaused.class, Topics.BILLING_EVENTS),
  SUBSCRIPTION_RESUMED("subscription.resumed", SubscriptionResumed.class, Topics.BILLING_EVENTS),
  INVOICE_PAID("invoice.paid", InvoicePaid.class, Topics.BILLING_EVENTS),
  INVOICE_PAYMENT_FAILED(
      "invoice.payment_failed", InvoicePaymentFailed.class, Topics.BILLING_EVENTS),
  REFUND_ISSUED("refund.issued", RefundIssued.class, Topics.BILLING_EVENTS),

  TICKET_OPENED("ticket.opened", TicketOpened.class, Topics.SUPPORT_EVENTS),
  TICKET_RESPONDED("ticket.responded", TicketResponded.class, Topics.SUPPORT_EVENTS),
  TICKET_SOLVED("ticket.solved", TicketSolved.class, Topics.SUPPORT_EVENTS),
  TICKET_REOPENED("ticket.reopened", TicketReopened.class, Topics.SUPPORT_EVENTS),
  SATISFACTION_RATED("satisfaction.rated", SatisfactionRated.class, Topics.SUPPORT_EVENTS);

  private static final Map<String, EventType> BY_NAME = byName();

  private final String typeName;
  private final Class<? extends SpecificRecord> body;
  private final Topic topic;

  EventType(String typeName, Class<? extends SpecificRecord> body, Topic topic) {
    this.typeName = typeName;
    this.body = body;
    this.topic = topic;
  }

  /** The name that senders use, for example {@code opportunity.won}. */
  public String typeName() {
    return typeName;
  }

  /** The class of {@link RevenueEvent#getBody()}. */
  public Class<? extends SpecificRecord> body() {
    return body;
  }

  /** Where events of this type are published. */
  public Topic topic() {
    return topic;
  }

  /** Spend, quotas and exchange rates concern the company, not one of its customers. */
  public boolean companyWide() {
    return this == SPEND_RECORDED || this == QUOTA_SET || this == FX_RATE_SET;
  }

  /** The type of that exact name, if there is one. */
  public static Optional<EventType> named(String typeName) {
    return Optional.ofNullable(BY_NAME.get(typeName));
  }

  private static Map<String, EventType> byName() {
    Map<String, EventType> types = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(type -> types.put(type.typeName, type));
    return Collections.unmodifiableMap(types);
  }
}
