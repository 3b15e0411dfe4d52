package io.tributary.standalone.demo;

import io.tributary.event.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/** A subscription from its start to its end, month by month. */
final class BillingStory {
  private static final List<String> REASONS =
      List.of("too expensive", "switched to a competitor", "project ended", "missing feature");

  private final Prospect prospect;
  private final Span span;
  private final Journal journal;
  private final Dice dice;
  private final Map<String, String> who;
  private final Invoices invoices;
  private String subscription;
  private Plan plan;
  private int seats;
  private boolean yearly;

  BillingStory(Prospect prospect, Span span, Journal journal, Dice dice) {
    this.prospect = prospect;
    this.span = span;
    this.journal = journal;
    this.dice = dice;
    this.who = prospect.billing();
    this.invoices = new Invoices(prospect, journal, dice);
    this.subscription = prospect.subscriptionId();
  }

  /** Says when the customer left: after the end of the span for who stays. */
  Instant subscribe(Deal deal) {
    ZonedDateTime start = Span.after(deal.wonAt(), dice.between(0.1, 3)).atZone(ZoneOffset.UTC);
    start(deal, start.toInstant());
    ZonedDateTime month = start;
    for (int number = 0; journal.reaches(month.toInstant()); number++) {
      if (isDue(number) && !invoices.settle(subscription, month, amount())) {
        return end(month.plusDays(14), false, "payment failed");
      }
      ZonedDateTime next = start.plusMonths(number + 1L);
      ZonedDateTime middle = month.plusDays(dice.between(4, 25)).plusMinutes(dice.between(0, 600));
      if (givesNotice(notice(month), number)) {
        ZonedDateTime effective = yearly ? start.plusYears(number / 12 + 1L) : next;
        return leave(middle, effective);
      }
      change(middle);
      month = next;
    }
    return Instant.MAX;
  }

  void start(Deal deal, Instant at) {
    plan = deal.plan();
    seats = deal.seats();
    yearly = deal.yearly();
    start(at.atZone(ZoneOffset.UTC));
  }

  private void start(ZonedDateTime at) {
    Fields fields =
        Fields.of("subscription_id", subscription)
            .and("plan", plan.label())
            .and("product", prospect.product())
            .and("unit_amount", unitAmount())
            .and("currency", Company.CURRENCY)
            .and("quantity", seats)
            .and("interval", yearly ? "YEAR" : "MONTH");
    if (dice.chance(0.15)) {
      fields
          .and("discount_percent", "20")
          .and("discount_ends_at", at.plusMonths(dice.between(3, 6)).toInstant().toString());
    }
    if (dice.chance(0.2)) {
      fields.and("trial_ends_at", at.plusDays(14).toInstant().toString());
    }
    journal.tell(
        EventType.SUBSCRIPTION_STARTED, at.toInstant(), Together.of(who, crmAccount()), fields);
  }

  /** Billing knows the CRM's account of most; of the others it knows the address. */
  private Map<String, String> crmAccount() {
    return dice.chance(0.7)
        ? Map.of("account@" + DemoSource.CRM.label(), prospect.accountId())
        : prospect.person();
  }

  private boolean isDue(int month) {
    return !yearly || month % 12 == 0;
  }

  private double notice(ZonedDateTime month) {
    return prospect.segment().monthlyChurn()
        * Company.churnFactor(span.progress(month.toInstant()))
        * (prospect.channel() == Channel.PAID_SEARCH ? 1.5 : 1);
  }

  /** Who pays by the year decides once a year. */
  private boolean givesNotice(double monthly, int month) {
    return yearly ? month % 12 == 11 && dice.chance(6 * monthly) : dice.chance(monthly);
  }

  private Instant leave(ZonedDateTime noticeAt, ZonedDateTime effective) {
    journal.tell(
        EventType.SUBSCRIPTION_CANCELLED,
        noticeAt.toInstant(),
        who,
        Fields.of("subscription_id", subscription)
            .and("effective_at", effective.toInstant().toString())
            .and("voluntary", true)
            .and("reason", dice.pick(REASONS)));
    ZonedDateTime back = effective.plusDays(dice.between(40, 150));
    if (!dice.chance(0.1) || !journal.reaches(back.toInstant())) {
      return effective.toInstant();
    }
    subscription = subscription + "-2";
    start(back);
    return Instant.MAX;
  }

  private Instant end(ZonedDateTime at, boolean voluntary, String reason) {
    journal.tell(
        EventType.SUBSCRIPTION_CANCELLED,
        at.toInstant(),
        who,
        Fields.of("subscription_id", subscription)
            .and("voluntary", voluntary)
            .and("reason", reason));
    return at.toInstant();
  }

  private void change(ZonedDateTime at) {
    double chance = dice.between(0.0, 1.0);
    if (chance < 0.05) {
      seats += Math.max(1, (int) (seats * dice.between(0.1, 0.4)));
      changed(at);
    } else if (chance < 0.06 && plan != plan.larger()) {
      plan = plan.larger();
      changed(at);
    } else if (chance < 0.072 && seats > 3) {
      seats -= Math.max(1, (int) (seats * dice.between(0.1, 0.35)));
      changed(at);
    } else if (chance < 0.076 && plan != plan.smaller()) {
      plan = plan.smaller();
      changed(at);
    } else if (chance < 0.08) {
      pause(at);
    }
  }

  private void changed(ZonedDateTime at) {
    journal.tell(
        EventType.SUBSCRIPTION_CHANGED,
        at.toInstant(),
        who,
        Fields.of("subscription_id", subscription)
            .and("plan", plan.label())
            .and("unit_amount", unitAmount())
            .and("currency", Company.CURRENCY)
            .and("quantity", seats));
  }

  private void pause(ZonedDateTime at) {
    Fields fields = Fields.of("subscription_id", subscription);
    journal.tell(EventType.SUBSCRIPTION_PAUSED, at.toInstant(), who, fields);
    ZonedDateTime back = at.plusDays(dice.between(10, 60));
    journal.tell(EventType.SUBSCRIPTION_RESUMED, back.toInstant(), who, fields);
  }

  private String unitAmount() {
    return (yearly ? plan.yearly() : plan.monthly()) + ".00";
  }

  private int amount() {
    return seats * (yearly ? plan.yearly() : plan.monthly());
  }
}
