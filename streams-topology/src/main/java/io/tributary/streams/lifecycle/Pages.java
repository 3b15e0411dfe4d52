package io.tributary.streams.lifecycle;

import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.state.LedgerPage;
import io.tributary.streams.lifecycle.Opportunity.Moment;
import io.tributary.streams.lifecycle.Opportunity.Outcome;
import io.tributary.streams.lifecycle.PageWriter.Step;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.Stage;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** What each kind of entity adds to the measures: the one place that says so. */
final class Pages {
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
      return opportunity(opportunity, context);
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
    }
    return new PageWriter(days).page(context);
  }

  private LedgerPage opportunity(Opportunity opportunity, Dimensions context) {
    PageWriter page = new PageWriter(days);
    Moment latest = opportunity.latest();
    page.count(Measures.OPENED, opportunity.openedAt());
    Moment first = opportunity.moments().get(0);
    page.money(Measures.OPENED_AMOUNT, opportunity.openedAt(), currency(first), amount(first));
    if (opportunity.isWon()) {
      page.count(Measures.WON, latest.outcomeAt());
      page.money(Measures.WON_AMOUNT, latest.outcomeAt(), currency(latest), amount(latest));
      page.duration(
          Measures.WON_CYCLE_MS,
          Measures.WON_CYCLE_COUNT,
          Measures.WON_CYCLE_BUCKET,
          latest.outcomeAt(),
          latest.outcomeAt() - opportunity.openedAt());
    } else if (opportunity.isLost()) {
      page.count(Measures.LOST, latest.outcomeAt());
      page.money(Measures.LOST_AMOUNT, latest.outcomeAt(), currency(latest), amount(latest));
    }
    page.level(
        Measures.OPEN_OPPORTUNITIES, "", steps(opportunity, moment -> isOpen(moment) ? 1L : 0L));
    TreeSet<String> currencies = new TreeSet<>();
    opportunity.moments().forEach(moment -> currencies.add(currency(moment)));
    for (String currency : currencies) {
      page.level(
          Measures.OPEN_AMOUNT, currency, steps(opportunity, moment -> open(moment, currency)));
      page.level(
          Measures.WEIGHTED_AMOUNT,
          currency,
          steps(opportunity, moment -> weighted(open(moment, currency), moment)));
    }
    return page.page(
        new Dimensions(null, latest.region(), latest.segment(), latest.owner(), latest.product())
            .or(context));
  }

  private static List<Step> steps(Opportunity opportunity, Function<Moment, Long> height) {
    return opportunity.moments().stream()
        .map(moment -> new Step(moment.at(), height.apply(moment)))
        .toList();
  }

  private static boolean isOpen(Moment moment) {
    return moment.outcome() == Outcome.OPEN;
  }

  private long open(Moment moment, String currency) {
    return isOpen(moment) && currency(moment).equals(currency) ? amount(moment) : 0;
  }

  private static long amount(Moment moment) {
    return moment.amountMicros() == null ? 0 : moment.amountMicros();
  }

  /** An amount without a currency is one in the reporting currency. */
  private String currency(Moment moment) {
    return moment.currency() == null ? policy.currency() : moment.currency();
  }

  private long weighted(long amountMicros, Moment moment) {
    long probability =
        moment.probabilityMicros() != null
            ? moment.probabilityMicros()
            : moment.stage() == null
                ? 0
                : policy.stage(moment.stage()).map(Stage::probabilityMicros).orElse(0L);
    return Portion.of(amountMicros, probability);
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
      page.duration(
          Measures.LEAD_RESPONSE_MS,
          Measures.LEAD_RESPONSES,
          Measures.LEAD_RESPONSE_BUCKET,
          lead.capturedAt(),
          response);
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
