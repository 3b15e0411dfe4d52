package io.tributary.ingest.decode;

import io.tributary.event.FxRateSet;
import io.tributary.event.InvoicePaymentFailed;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.QuotaSet;
import io.tributary.event.RatingKind;
import io.tributary.event.SatisfactionRated;
import io.tributary.event.SpendRecorded;
import java.time.LocalDate;
import org.apache.avro.specific.SpecificRecord;

/** What fields of one body must be to each other. Fields may be absent: that is said elsewhere. */
final class Consistency {
  private Consistency() {}

  static void check(SpecificRecord body, Reasons reasons) {
    if (body instanceof OpportunityOpened opened) {
      currency(opened.getAmountMicros(), opened.getCurrency(), reasons);
    } else if (body instanceof OpportunityChanged changed) {
      currency(changed.getAmountMicros(), changed.getCurrency(), reasons);
    } else if (body instanceof OpportunityWon won) {
      currency(won.getAmountMicros(), won.getCurrency(), reasons);
    } else if (body instanceof InvoicePaymentFailed failed) {
      currency(failed.getAmountMicros(), failed.getCurrency(), reasons);
    } else if (body instanceof SpendRecorded spend) {
      period(spend.getPeriodStart(), spend.getPeriodEnd(), reasons);
    } else if (body instanceof QuotaSet quota) {
      period(quota.getPeriodStart(), quota.getPeriodEnd(), reasons);
    } else if (body instanceof SatisfactionRated rated) {
      score(rated.getKind(), rated.getScore(), reasons);
    } else if (body instanceof FxRateSet rate) {
      pair(rate.getBase(), rate.getQuote(), reasons);
    }
  }

  private static void currency(Long amountMicros, String currency, Reasons reasons) {
    if (amountMicros != null && currency == null && !reasons.concern("data.currency")) {
      reasons.add(
          Code.CURRENCY_MISSING, "data.currency", "an amount says nothing without its currency");
    }
  }

  private static void period(LocalDate start, LocalDate end, Reasons reasons) {
    if (start != null && end != null && end.isBefore(start)) {
      reasons.add(
          Code.PERIOD_REVERSED,
          "data.period_end",
          end + " is before period_start, " + start + "; both days belong to the period");
    }
  }

  private static void score(RatingKind kind, int score, Reasons reasons) {
    if (kind == null || reasons.concern("data.score")) {
      return;
    }
    int least = kind == RatingKind.NPS ? 0 : 1;
    int most =
        switch (kind) {
          case CSAT -> 5;
          case NPS -> 10;
          case CES -> 7;
        };
    if (score < least || score > most) {
      reasons.add(
          Code.FIELD_RANGE,
          "data.score",
          "a score of %s is from %d to %d, not %d".formatted(kind, least, most, score));
    }
  }

  private static void pair(String base, String quote, Reasons reasons) {
    if (base != null && base.equals(quote)) {
      reasons.add(Code.FIELD_RANGE, "data.quote", "is the same currency as base, " + base);
    }
  }
}
