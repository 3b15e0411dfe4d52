package io.tributary.streams.lifecycle;

import io.tributary.event.CampaignTouched;
import io.tributary.event.CustomerIdentified;
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
import io.tributary.event.RevenueEvent;
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
import java.util.Optional;

/**
 * One entity of one customer.
 *
 * @param id {@code namespace/id}; the kind's name in lower case where a customer has only one
 */
public record EntityRef(EntityKind kind, String id) implements Comparable<EntityRef> {
  /** The customer as a whole. */
  public static final EntityRef CUSTOMER = single(EntityKind.CUSTOMER);

  private static final Optional<EntityRef> TOUCHES = Optional.of(single(EntityKind.TOUCHES));
  private static final Optional<EntityRef> TRAITS = Optional.of(single(EntityKind.TRAITS));

  /** Which entity the event says something of; none for an activity. */
  public static Optional<EntityRef> of(RevenueEvent event) {
    Object body = event.getBody();
    String namespace = event.getNamespace();
    if (body instanceof CampaignTouched) {
      return TOUCHES;
    } else if (body instanceof CustomerIdentified) {
      return TRAITS;
    } else if (body instanceof LeadCaptured lead) {
      return of(EntityKind.LEAD, namespace, lead.getLeadId());
    } else if (body instanceof LeadQualified lead) {
      return of(EntityKind.LEAD, namespace, lead.getLeadId());
    } else if (body instanceof LeadDisqualified lead) {
      return of(EntityKind.LEAD, namespace, lead.getLeadId());
    } else if (body instanceof LeadContacted lead) {
      return of(EntityKind.LEAD, namespace, lead.getLeadId());
    } else if (body instanceof OpportunityOpened opportunity) {
      return of(EntityKind.OPPORTUNITY, namespace, opportunity.getOpportunityId());
    } else if (body instanceof OpportunityChanged opportunity) {
      return of(EntityKind.OPPORTUNITY, namespace, opportunity.getOpportunityId());
    } else if (body instanceof OpportunityWon opportunity) {
      return of(EntityKind.OPPORTUNITY, namespace, opportunity.getOpportunityId());
    } else if (body instanceof OpportunityLost opportunity) {
      return of(EntityKind.OPPORTUNITY, namespace, opportunity.getOpportunityId());
    } else if (body instanceof SubscriptionStarted subscription) {
      return of(EntityKind.SUBSCRIPTION, namespace, subscription.getSubscriptionId());
    } else if (body instanceof SubscriptionChanged subscription) {
      return of(EntityKind.SUBSCRIPTION, namespace, subscription.getSubscriptionId());
    } else if (body instanceof SubscriptionCancelled subscription) {
      return of(EntityKind.SUBSCRIPTION, namespace, subscription.getSubscriptionId());
    } else if (body instanceof SubscriptionPaused subscription) {
      return of(EntityKind.SUBSCRIPTION, namespace, subscription.getSubscriptionId());
    } else if (body instanceof SubscriptionResumed subscription) {
      return of(EntityKind.SUBSCRIPTION, namespace, subscription.getSubscriptionId());
    } else if (body instanceof InvoicePaid invoice) {
      return of(EntityKind.INVOICE, namespace, invoice.getInvoiceId());
    } else if (body instanceof InvoicePaymentFailed invoice) {
      return of(EntityKind.INVOICE, namespace, invoice.getInvoiceId());
    } else if (body instanceof RefundIssued refund) {
      return of(EntityKind.REFUND, namespace, refund.getRefundId());
    } else if (body instanceof TicketOpened ticket) {
      return of(EntityKind.TICKET, namespace, ticket.getTicketId());
    } else if (body instanceof TicketResponded ticket) {
      return of(EntityKind.TICKET, namespace, ticket.getTicketId());
    } else if (body instanceof TicketSolved ticket) {
      return of(EntityKind.TICKET, namespace, ticket.getTicketId());
    } else if (body instanceof TicketReopened ticket) {
      return of(EntityKind.TICKET, namespace, ticket.getTicketId());
    } else if (body instanceof SatisfactionRated rating) {
      return of(EntityKind.RATING, namespace, rating.getRatingId());
    } else if (body instanceof SpendRecorded spend) {
      return of(EntityKind.SPEND, namespace, spend.getSpendId());
    } else if (body instanceof QuotaSet quota) {
      return of(EntityKind.QUOTA, namespace, quota.getQuotaId());
    } else if (body instanceof FxRateSet rate) {
      return of(
          EntityKind.FX_RATE,
          namespace,
          rate.getBase() + '/' + rate.getQuote() + '/' + rate.getDay());
    }
    return Optional.empty();
  }

  /** Not after any entity of the kind. */
  static EntityRef firstOf(EntityKind kind) {
    return new EntityRef(kind, "");
  }

  /** Not before any entity of the kind: ids begin with the name of a system. */
  static EntityRef lastOf(EntityKind kind) {
    return new EntityRef(kind, "\uffff");
  }

  private static EntityRef single(EntityKind kind) {
    return new EntityRef(kind, kind.name().toLowerCase(java.util.Locale.ROOT));
  }

  private static Optional<EntityRef> of(EntityKind kind, String namespace, String id) {
    return Optional.of(new EntityRef(kind, namespace + '/' + id));
  }

  /** {@code KIND|id}: as part of keys. */
  public String text() {
    return kind.name() + '|' + id;
  }

  /**
   * The reverse of {@link #text()}.
   *
   * @throws IllegalArgumentException when it is not of that form
   */
  public static EntityRef parse(String text) {
    int bar = text.indexOf('|');
    if (bar < 0) {
      throw new IllegalArgumentException("'" + text + "' is not of the form KIND|id");
    }
    return new EntityRef(EntityKind.valueOf(text.substring(0, bar)), text.substring(bar + 1));
  }

  @Override
  public int compareTo(EntityRef other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : id.compareTo(other.id);
  }
}
