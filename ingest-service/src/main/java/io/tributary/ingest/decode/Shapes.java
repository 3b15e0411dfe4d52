package io.tributary.ingest.decode;

import io.tributary.event.ActivityLogged;
import io.tributary.event.CampaignTouched;
import io.tributary.event.CustomerIdentified;
import io.tributary.event.EventType;
import io.tributary.event.FxRateSet;
import io.tributary.event.InvoicePaid;
import io.tributary.event.InvoicePaymentFailed;
import io.tributary.event.LeadCaptured;
import io.tributary.event.LeadContacted;
import io.tributary.event.LeadDisqualified;
import io.tributary.event.LeadQualified;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityLost;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.QuotaSet;
import io.tributary.event.RefundIssued;
import io.tributary.event.SatisfactionRated;
import io.tributary.event.SpendRecorded;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionPaused;
import io.tributary.event.SubscriptionResumed;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketReopened;
import io.tributary.event.TicketResponded;
import io.tributary.event.TicketSolved;
import io.tributary.serde.TrustedRecords;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** The shape of every type of event. */
final class Shapes {
  private static final Map<EventType, Shape> BY_TYPE = all();
  private static final List<String> NAMES = names();

  private Shapes() {}

  static Shape of(EventType type) {
    return BY_TYPE.get(type);
  }

  /** The names of all types. */
  static List<String> typeNames() {
    return NAMES;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (EventType type : EventType.values()) {
      names.add(type.typeName());
    }
    return List.copyOf(names);
  }

  private static Map<EventType, Shape> all() {
    // The classes of the enums in the schemas are looked up by name.
    TrustedRecords.trust();
    Map<EventType, Shape> shapes = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      shapes.put(type, new Shape(type, maker(type)));
    }
    return shapes;
  }

  /** A constructor each: making them by reflection would cost more than filling them. */
  private static Supplier<? extends SpecificRecord> maker(EventType type) {
    return switch (type) {
      case LEAD_CAPTURED -> LeadCaptured::new;
      case LEAD_QUALIFIED -> LeadQualified::new;
      case LEAD_DISQUALIFIED -> LeadDisqualified::new;
      case CAMPAIGN_TOUCHED -> CampaignTouched::new;
      case SPEND_RECORDED -> SpendRecorded::new;
      case LEAD_CONTACTED -> LeadContacted::new;
      case OPPORTUNITY_OPENED -> OpportunityOpened::new;
      case OPPORTUNITY_CHANGED -> OpportunityChanged::new;
      case OPPORTUNITY_WON -> OpportunityWon::new;
      case OPPORTUNITY_LOST -> OpportunityLost::new;
      case ACTIVITY_LOGGED -> ActivityLogged::new;
      case QUOTA_SET -> QuotaSet::new;
      case CUSTOMER_IDENTIFIED -> CustomerIdentified::new;
      case FX_RATE_SET -> FxRateSet::new;
      case SUBSCRIPTION_STARTED -> SubscriptionStarted::new;
      case SUBSCRIPTION_CHANGED -> SubscriptionChanged::new;
      case SUBSCRIPTION_CANCELLED -> SubscriptionCancelled::new;
      case SUBSCRIPTION_PAUSED -> SubscriptionPaused::new;
      case SUBSCRIPTION_RESUMED -> SubscriptionResumed::new;
      case INVOICE_PAID -> InvoicePaid::new;
      case INVOICE_PAYMENT_FAILED -> InvoicePaymentFailed::new;
      case REFUND_ISSUED -> RefundIssued::new;
      case TICKET_OPENED -> TicketOpened::new;
      case TICKET_RESPONDED -> TicketResponded::new;
      case TICKET_SOLVED -> TicketSolved::new;
      case TICKET_REOPENED -> TicketReopened::new;
      case SATISFACTION_RATED -> SatisfactionRated::new;
    };
  }
}
