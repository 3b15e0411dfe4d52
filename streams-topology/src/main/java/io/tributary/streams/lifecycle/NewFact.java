package io.tributary.streams.lifecycle;

import io.tributary.event.FxRateSet;
import io.tributary.event.InvoicePaid;
import io.tributary.event.InvoicePaymentFailed;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.QuotaSet;
import io.tributary.event.RefundIssued;
import io.tributary.event.RevenueEvent;
import io.tributary.event.SpendRecorded;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionStarted;
import io.tributary.state.Fact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes a fact of an event. The edge has checked what senders send; what could not be computed with
 * is refused here once more, as from here on there is no way back: a fact that breaks the sums
 * would break them at every commit.
 */
public final class NewFact {
  /** A trillion. Sums of amounts up to this fit into a long. */
  static final long MOST_MICROS = 1_000_000_000_000_000_000L;

  private static final BigDecimal MOST_RATE_UNITS = BigDecimal.valueOf(9_000_000_000_000_000_000L);
  private static final long MOST_DAYS = 3_660;
  private static final long HUNDRED_PERCENT = 100_000_000;

  private NewFact() {}

  /**
   * @param subject who owns the fact
   * @throws IllegalArgumentException when the event says what nothing can be made of
   */
  public static Fact of(String subject, RevenueEvent event) {
    check(event.getBody());
    return new Fact(
        subject,
        event.getSource(),
        event.getEventId(),
        event.getOccurredAt().toEpochMilli(),
        Essence.of((SpecificRecord) event.getBody()));
  }

  private static void check(Object body) {
    if (body instanceof SubscriptionStarted started) {
      amount("unit_amount", started.getUnitAmountMicros());
      amount("discount_amount", started.getDiscountAmountMicros());
      within("discount_percent", started.getDiscountPercentMicros(), 0, HUNDRED_PERCENT);
      within("quantity", started.getQuantity(), 0, Long.MAX_VALUE);
      within("interval_count", (long) started.getIntervalCount(), 1, Integer.MAX_VALUE);
    } else if (body instanceof SubscriptionChanged changed) {
      amount("unit_amount", changed.getUnitAmountMicros());
      amount("discount_amount", changed.getDiscountAmountMicros());
      within("discount_percent", changed.getDiscountPercentMicros(), 0, HUNDRED_PERCENT);
      within("quantity", changed.getQuantity(), 0, Long.MAX_VALUE);
      Integer count = changed.getIntervalCount();
      within("interval_count", count == null ? null : count.longValue(), 1, Integer.MAX_VALUE);
    } else if (body instanceof OpportunityOpened opened) {
      amount("amount", opened.getAmountMicros());
      within("probability", opened.getProbabilityMicros(), 0, 1_000_000);
    } else if (body instanceof OpportunityChanged changed) {
      amount("amount", changed.getAmountMicros());
      within("probability", changed.getProbabilityMicros(), 0, 1_000_000);
    } else if (body instanceof OpportunityWon won) {
      amount("amount", won.getAmountMicros());
    } else if (body instanceof InvoicePaid paid) {
      amount("amount", paid.getAmountMicros());
    } else if (body instanceof InvoicePaymentFailed failed) {
      amount("amount", failed.getAmountMicros());
    } else if (body instanceof RefundIssued refund) {
      amount("amount", refund.getAmountMicros());
    } else if (body instanceof SpendRecorded spend) {
      amount("amount", spend.getAmountMicros());
      period(spend.getPeriodStart(), spend.getPeriodEnd());
    } else if (body instanceof QuotaSet quota) {
      amount("amount", quota.getAmountMicros());
      period(quota.getPeriodStart(), quota.getPeriodEnd());
    } else if (body instanceof FxRateSet rate) {
      rate(rate.getRate());
    }
  }

  private static void rate(String rate) {
    BigDecimal units;
    try {
      units = new BigDecimal(rate);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("rate is '" + rate + "'; it must be a decimal number", e);
    }
    // Magnitudes are looked at first: a number of a billion digits is not written out.
    if (units.signum() <= 0
        || units.precision() - units.scale() > 7
        || units.precision() - units.scale() < -11
        || FxRate.units(rate).compareTo(MOST_RATE_UNITS) > 0
        || FxRate.units(rate).signum() == 0) {
      throw new IllegalArgumentException(
          "rate is " + rate + "; it must be from 0.000000000001 to 9000000");
    }
  }

  private static void amount(String field, Long micros) {
    within(field, micros, -MOST_MICROS, MOST_MICROS);
  }

  private static void within(String field, Long value, long least, long most) {
    if (value != null && (value < least || value > most)) {
      throw new IllegalArgumentException(
          "%s is %d; it must be from %d to %d".formatted(field, value, least, most));
    }
  }

  private static void period(LocalDate first, LocalDate last) {
    long days = ChronoUnit.DAYS.between(first, last) + 1;
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException(
          "the period from %s to %s must have from 1 to %d days".formatted(first, last, MOST_DAYS));
    }
  }
}
