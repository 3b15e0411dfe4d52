package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.Micros;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionPaused;
import io.tributary.event.SubscriptionResumed;
import io.tributary.event.SubscriptionStarted;
import io.tributary.streams.policy.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers worked out by hand. Seven customers, as of the end of February and of March 2026:
 *
 * <pre>
 * a  100     150         another plan in the place of the first within a day
 * b  19.90   16.583333   199 a year instead of 19.90 a month
 * c  -       40          a trial that ends
 * d  60      60          paused from 03-08 to 03-18
 * e  60      80          a discount of 25 % on 80 until 03-12
 * f  30      -           cancelled on 03-02 as of 03-25
 * g  10      10          cancelled on 03-02 as of 04-15
 *    279.90  356.583333
 * </pre>
 */
class RecurringMetricsTest {
  static final String FIGURES =
      """
      mrr,                   MTD, 2026-02-28, 279.9
      mrr,                   MTD, 2026-03-31, 356.583333
      arr,                   MTD, 2026-03-31, 4278.999996
      mrr_new,               MTD, 2026-03-31, 40
      # 50 by the other plan, 20 when the discount ends
      mrr_expansion,         MTD, 2026-03-31, 70
      mrr_contraction,       MTD, 2026-03-31, 3.316667
      mrr_churn,             MTD, 2026-03-31, 90
      mrr_reactivation,      MTD, 2026-03-31, 60
      mrr_fx,                MTD, 2026-03-31, 0
      # (356.583333 − 279.9) ÷ 279.9
      mrr_growth,            MTD, 2026-03-31, 0.273967
      # (90 + 3.316667) ÷ 279.9
      gross_mrr_churn,       MTD, 2026-03-31, 0.333393
      # (93.316667 − 70 − 60) ÷ 279.9
      net_mrr_churn,         MTD, 2026-03-31, -0.131059
      # (40 + 70 + 60) ÷ 93.316667
      quick_ratio,           MTD, 2026-03-31, 1.821754
      # Six at the start, of whom d and f left and d came back; c is new.
      customers,             MTD, 2026-02-28, 6
      customers,             MTD, 2026-03-31, 6
      churned_customers,     MTD, 2026-03-31, 2
      reactivated_customers, MTD, 2026-03-31, 1
      new_customers,         MTD, 2026-03-31, 1
      logo_churn,            MTD, 2026-03-31, 0.333333
      # All but f of six; (356.583333 − 40) ÷ 279.9; (356.583333 − 40 − 50 − 20) ÷ 279.9
      logo_retention,        R30, 2026-03-31, 0.833333
      nrr,                   R30, 2026-03-31, 1.131059
      grr,                   R30, 2026-03-31, 0.880969
      arpa,                  MTD, 2026-03-31, 59.430556
      # The plan that was swapped is no churn, and nobody left.
      mrr_churn,             R7,  2026-03-10, 60
      mrr_expansion,         R7,  2026-03-10, 50
      mrr_new,               R7,  2026-03-10, 40
      customers,             R7,  2026-03-10, 6
      churned_customers,     R7,  2026-03-10, 1
      mrr_contraction,       MTD, 2026-03-04, 0
      mrr_contraction,       MTD, 2026-03-05, 3.316667
      # A trial earns nothing before its end, and who is in it is no customer.
      new_customers,         MTD, 2026-03-05, 0
      mrr_new,               MTD, 2026-03-05, 0
      mrr_new,               MTD, 2026-03-06, 40
      new_customers,         MTD, 2026-03-06, 1
      # A pause is churn, its end a reactivation.
      mrr_churn,             MTD, 2026-03-07, 0
      mrr_churn,             MTD, 2026-03-08, 60
      mrr_reactivation,      MTD, 2026-03-17, 0
      mrr_reactivation,      MTD, 2026-03-18, 60
      # The discount lasts until the day it ends.
      mrr_expansion,         MTD, 2026-03-11, 50
      mrr_expansion,         MTD, 2026-03-12, 70
      # Who gave notice stays until it takes effect, and is at risk.
      mrr_churn,             MTD, 2026-03-24, 60
      mrr_churn,             MTD, 2026-03-25, 90
      mrr_at_risk,           MTD, 2026-03-24, 40
      mrr_at_risk,           MTD, 2026-03-31, 10
      # Who was never there cannot stay.
      nrr,                   R365, 2026-03-31, null
      grr,                   R365, 2026-03-31, null
      logo_retention,        R365, 2026-03-31, null
      logo_churn,            R365, 2026-03-31, null
      mrr_growth,            R365, 2026-03-31, null
      gross_mrr_churn,       R365, 2026-03-31, null
      net_mrr_churn,         R365, 2026-03-31, null
      quick_ratio,           R7,   2026-02-28, null
      """;

  private static final MetricTable TABLE =
      new MetricTable(Policy.standard())
          .at("a", "2026-01-01T12:00:00", started("SA", "100"))
          .at("a", "2026-03-10T09:00:00", cancelled("SA", null))
          .at("a", "2026-03-10T15:00:00", started("SA2", "150"))
          .at("b", "2026-01-01T12:00:00", started("SB", "19.90"))
          .at(
              "b",
              "2026-03-05T12:00:00",
              SubscriptionChanged.newBuilder()
                  .setSubscriptionId("SB")
                  .setUnitAmountMicros(Micros.parse("199"))
                  .setInterval(BillingInterval.YEAR)
                  .build())
          .at("c", "2026-02-20T12:00:00", trial(started("SC", "40"), "2026-03-06T12:00:00Z"))
          .at("d", "2026-01-01T12:00:00", started("SD", "60"))
          .at("d", "2026-03-08T12:00:00", new SubscriptionPaused("SD", Map.of()))
          .at("d", "2026-03-18T12:00:00", new SubscriptionResumed("SD", Map.of()))
          .at("e", "2026-01-01T12:00:00", discounted(started("SE", "80"), "2026-03-12T00:00:00Z"))
          .at("f", "2026-01-01T12:00:00", started("SF", "30"))
          .at("f", "2026-03-02T12:00:00", cancelled("SF", "2026-03-25T00:00:00Z"))
          .at("g", "2026-01-01T12:00:00", started("SG", "10"))
          .at("g", "2026-03-02T12:00:00", cancelled("SG", "2026-04-15T00:00:00Z"));

  @ParameterizedTest
  @CsvSource(nullValues = "null", textBlock = FIGURES)
  void recurringRevenueAndItsWay(String metric, String window, String asOf, String value) {
    assertThat(TABLE.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  @Test
  void everyDayAndWindowTiesOut() {
    for (LocalDate day = LocalDate.of(2026, 1, 1);
        !day.isAfter(LocalDate.of(2026, 3, 31));
        day = day.plusDays(1)) {
      for (String window : new String[] {"R7", "R30", "MTD", "YTD"}) {
        BigDecimal moved =
            number("mrr_new", window, day)
                .add(number("mrr_expansion", window, day))
                .add(number("mrr_reactivation", window, day))
                .subtract(number("mrr_contraction", window, day))
                .subtract(number("mrr_churn", window, day));
        BigDecimal start =
            new BigDecimal(
                Micros.format(
                    TABLE
                        .row("mrr_growth", window, "total", day.toString())
                        .getDenominatorMicros()));

        assertThat(start.add(moved))
            .as("%s of %s", window, day)
            .isEqualByComparingTo(number("mrr", window, day));
      }
    }
  }

  private static BigDecimal number(String metric, String window, LocalDate day) {
    return new BigDecimal(TABLE.value(metric, window, "total", day.toString()));
  }

  private static SubscriptionStarted started(String id, String amount) {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId(id)
        .setUnitAmountMicros(Micros.parse(amount))
        .setCurrency("USD")
        .setInterval(BillingInterval.MONTH)
        .build();
  }

  private static SubscriptionStarted trial(SubscriptionStarted started, String until) {
    started.setTrialEndsAt(Instant.parse(until));
    return started;
  }

  private static SubscriptionStarted discounted(SubscriptionStarted started, String until) {
    started.setDiscountPercentMicros(Micros.parse("25"));
    started.setDiscountEndsAt(Instant.parse(until));
    return started;
  }

  private static SubscriptionCancelled cancelled(String id, String effective) {
    return new SubscriptionCancelled(
        id, effective == null ? null : Instant.parse(effective), true, null, Map.of());
  }
}
