package io.tributary.streams.lifecycle;

import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.PageWriter.Step;
import io.tributary.streams.policy.Policy;
import java.util.TreeSet;

/** What each kind of entity adds to the measures: the one place that says so. */
final class Pages {
  private static final DurationMeasures RESPONSE =
      new DurationMeasures(
          Measures.LEAD_RESPONSE_MS, Measures.LEAD_RESPONSES, Measures.LEAD_RESPONSE_BUCKET);
  private static final long FIVE_MINUTES_MS = 300_000;

  private final Policy policy;
  private final Days days;

  Pages(Policy policy) {
    this.policy = policy;
    this.days = new Days(policy.zone());
  }

  /**
   * @param context the dimensions of the customer, for what the entity does not say itself
   */
  LedgerPage of(Folded entity, Dimensions context) {
    if (entity instanceof Opportunity opportunity) {
      return OpportunityPage.of(policy, opportunity, days, context);
    } else if (entity instanceof Subscription subscription) {
      return subscription(subscription, context);
    } else if (entity instanceof Lead lead) {
      return lead(lead, context);
    } else if (entity instanceof Invoice invoice) {
      return invoice(invoice, context);
    } else if (entity instanceof Refund refund) {
      return refund(refund, context);
    } else if (entity instanceof Ticket ticket) {
      return SupportPages.ticket(ticket, days, context);
    } else if (entity instanceof Rating rating) {
      return SupportPages.rating(rating, days, context);
    } else if (entity instanceof Spend spend) {
      return spend(spend.line());
    } else if (entity instanceof Quota quota) {
      return quota(quota);
    } else if (entity instanceof FxRate rate) {
      return rate(rate);
    }
    return new PageWriter(days).page(context);
  }

  private LedgerPage subscription(Subscription subscription, Dimensions context) {
    PageWriter page = new PageWriter(days);
    TreeSet<String> currencies = new TreeSet<>();
    subscription.steps().forEach(step -> currencies.add(step.currency()));
    for (String currency : currencies) {
      page.level(
          Measures.MRR,
          currency,
          subscription.steps().stream()
              .map(
                  step ->
                      new Step(step.at(), step.currency().equals(currency) ? step.mrrMicros() : 0))
              .toList());
    }
    return page.page(context);
  }

  private LedgerPage lead(Lead lead, Dimensions context) {
    PageWriter page = new PageWriter(days);
    page.count(Measures.LEADS, lead.firstSeenAt());
    if (lead.respondedAt() != null) {
      long response = lead.respondedAt() - lead.capturedAt();
      page.duration(RESPONSE, lead.capturedAt(), response);
      if (response <= FIVE_MINUTES_MS) {
        page.count(Measures.LEADS_ANSWERED_5M, lead.capturedAt());
      }
    }
    if (lead.mqlAt() != null) {
      page.count(Measures.MQLS, lead.mqlAt());
    }
    if (lead.sqlAt() != null) {
      page.count(Measures.SQLS, lead.sqlAt());
    }
    return page.page(
        new Dimensions(null, lead.region(), lead.segment(), null, lead.product()).or(context));
  }

  private LedgerPage invoice(Invoice invoice, Dimensions context) {
    PageWriter page = new PageWriter(days);
    if (invoice.paidAt() != null) {
      page.money(Measures.PAID, invoice.paidAt(), invoice.currency(), invoice.amountMicros());
    }
    return page.page(context);
  }

  private LedgerPage refund(Refund refund, Dimensions context) {
    PageWriter page = new PageWriter(days);
    page.money(Measures.REFUNDED, refund.at(), refund.currency(), refund.amountMicros());
    return page.page(context);
  }

  private LedgerPage spend(SpendRecorded line) {
    PageWriter page = new PageWriter(days);
    page.spread(
        line.getCategory() == SpendCategory.MARKETING
            ? Measures.SPEND_MARKETING
            : Measures.SPEND_SALES,
        line.getPeriodStart(),
        line.getPeriodEnd(),
        line.getCurrency(),
        line.getAmountMicros());
    return page.page(
        new Dimensions(line.getChannel(), line.getRegion(), line.getSegment(), null, null));
  }

  private LedgerPage rate(FxRate rate) {
    PageWriter page = new PageWriter(days);
    page.add(Measures.FX_RATE + rate.variant(), rate.line().getDay(), "", rate.units());
    page.add(Measures.FX_RATE_SAID + rate.variant(), rate.line().getDay(), "", rate.saidAt());
    return page.page(new Dimensions(null, null, null, null, null));
  }

  private LedgerPage quota(Quota quota) {
    PageWriter page = new PageWriter(days);
    page.spread(
        Measures.QUOTA,
        quota.line().getPeriodStart(),
        quota.line().getPeriodEnd(),
        quota.line().getCurrency(),
        quota.line().getAmountMicros());
    return page.page(
        new Dimensions(
            null,
            quota.line().getRegion(),
            quota.line().getSegment(),
            quota.line().getOwner(),
            null));
  }
}
