package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.Micros;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionPaused;
import io.tributary.event.SubscriptionResumed;
import io.tributary.event.SubscriptionStarted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # unit, quantity, interval, count, percent, discount,  MRR
          100.00,        1, MONTH,        1,       -,        -,  100
          100.00,        3, MONTH,        1,       -,        -,  300
          300.00,        1, MONTH,        3,       -,        -,  100
          2400.00,       1, YEAR,         1,       -,        -,  200
          199.00,        1, YEAR,         1,       -,        -,  16.583333
          4800.00,       1, YEAR,         2,       -,        -,  200
          12.00,         1, WEEK,         1,       -,        -,  52
          24.00,         1, WEEK,         2,       -,        -,  52
          1.20,          1, DAY,          1,       -,        -,  36.5
          36.00,         1, DAY,         30,       -,        -,  36.5
          100.00,        2, MONTH,        1,      25,        -,  150
          100.00,        2, MONTH,        1,       -,    30.00,  170
          1200.00,       1, YEAR,         1,       -,   240.00,  80
          100.00,        1, MONTH,        1,      50,    10.00,  40
          100.00,        1, MONTH,        1,       -,   150.00,  0
          100.00,        1, MONTH,        1,     100,        -,  0
          0.00,          1, MONTH,        1,       -,        -,  0
          100.00,        0, MONTH,        1,       -,        -,  0
          # half-even in the last place: 30 and 90 twelfths of a micro-unit
          0.000030,      1, YEAR,         1,       -,        -,  0.000002
          0.000090,      1, YEAR,         1,       -,        -,  0.000008
          """)
  void whatAPriceIsPerMonth(
      String unit,
      long quantity,
      BillingInterval interval,
      int count,
      String percent,
      String discount,
      String mrr) {
    SubscriptionStarted started =
        started(unit)
            .setQuantity(quantity)
            .setInterval(interval)
            .setIntervalCount(count)
            .setDiscountPercentMicros(percent == null ? null : Micros.parse(percent))
            .setDiscountAmountMicros(discount == null ? null : Micros.parse(discount))
            .build();

    Subscription subscription = fold(new Story().at("2026-01-01", started));

    assertThat(
            subscription
                .stepAt(Story.millis("2026-06-01"))
                .map(step -> Micros.format(step.mrrMicros()))
                .orElse("0"))
        .isEqualTo(mrr);
  }

  @Test
  void changesOfUnitAndQuantityAreStepsAndAbsentFieldsStay() {
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", started("100.00").setQuantity(2L).build())
                    .at("2026-02-01", changed().setUnitAmountMicros(Micros.parse("120")).build())
                    .at("2026-03-01", changed().setQuantity(1L).build())
                    .at("2026-04-01", changed().setPlan("same price").build())))
        .containsExactly("2026-01-01 EUR 200", "2026-02-01 EUR 240", "2026-03-01 EUR 120");
  }

  @Test
  void fromMonthlyToYearlyIsTheTwelfthOfTheYear() {
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", started("19.90").build())
                    .at(
                        "2026-02-01",
                        changed()
                            .setUnitAmountMicros(Micros.parse("199"))
                            .setInterval(BillingInterval.YEAR)
                            .build())))
        .containsExactly("2026-01-01 EUR 19.9", "2026-02-01 EUR 16.583333");
  }

  @Test
  void aDiscountLastsUntilItEnds() {
    assertThat(
            steps(
                new Story()
                    .at(
                        "2026-01-01",
                        started("100.00")
                            .setDiscountPercentMicros(Micros.parse("20"))
                            .setDiscountEndsAt(Story.instant("2026-04-01"))
                            .build())))
        .containsExactly("2026-01-01 EUR 80", "2026-04-01 EUR 100");
  }

  @Test
  void aTrialEarnsNothingUntilItEndsWithOrWithoutAnEventBetween() {
    SubscriptionStarted trial =
        started("100.00").setTrialEndsAt(Story.instant("2026-01-15")).build();

    assertThat(steps(new Story().at("2026-01-01", trial))).containsExactly("2026-01-15 EUR 100");
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", trial)
                    .at("2026-01-10", changed().setQuantity(2L).build())))
        .containsExactly("2026-01-15 EUR 200");
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", trial)
                    .at("2026-01-10", new SubscriptionCancelled("S", null, true, null, none()))))
        .isEmpty();
  }

  @Test
  void aPauseEarnsNothing() {
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", started("100.00").build())
                    .at("2026-02-01", new SubscriptionPaused("S", none()))
                    .at("2026-02-10", changed().setQuantity(2L).build())
                    .at("2026-03-01", new SubscriptionResumed("S", none()))))
        .containsExactly("2026-01-01 EUR 100", "2026-02-01 EUR 0", "2026-03-01 EUR 200");
  }

  @Test
  void aCancellationTakesEffectWhenItSays() {
    Story started = new Story().at("2026-01-01", started("100.00").build());

    assertThat(steps(started.at("2026-02-10", cancelled("2026-03-01"))))
        .containsExactly("2026-01-01 EUR 100", "2026-03-01 EUR 0");
  }

  @Test
  void aCancellationThatIsToldOfLateTookEffectWhenItSays() {
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", started("100.00").build())
                    .at("2026-02-15", changed().setQuantity(2L).build())
                    .at("2026-03-10", cancelled("2026-02-01"))))
        .containsExactly("2026-01-01 EUR 100", "2026-02-01 EUR 0");
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", started("100.00").build())
                    .at("2026-03-10", cancelled("2025-12-01"))))
        .isEmpty();
  }

  @Test
  void whoResumesBeforeTheEndStays() {
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", started("100.00").build())
                    .at("2026-02-10", cancelled("2026-03-01"))
                    .at("2026-02-20", new SubscriptionResumed("S", none()))))
        .containsExactly("2026-01-01 EUR 100");
  }

  @Test
  void whoStartsAgainEarnsAgain() {
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", started("100.00").build())
                    .at("2026-02-01", cancelled(null))
                    .at("2026-05-01", started("80.00").build())))
        .containsExactly("2026-01-01 EUR 100", "2026-02-01 EUR 0", "2026-05-01 EUR 80");
  }

  @Test
  void anotherCurrencyIsAnotherStep() {
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", started("100.00").build())
                    .at("2026-02-01", changed().setCurrency("USD").build())))
        .containsExactly("2026-01-01 EUR 100", "2026-02-01 USD 100");
  }

  @Test
  void whatIsNotKnownYetEarnsNothing() {
    assertThat(
            steps(
                new Story()
                    .at("2026-01-01", changed().setUnitAmountMicros(Micros.parse("5")).build())))
        .isEmpty();
  }

  private static Subscription fold(Story story) {
    return Subscription.fold(story.facts());
  }

  private static List<String> steps(Story story) {
    return fold(story).steps().stream()
        .map(
            step ->
                Instant.ofEpochMilli(step.at()).toString().substring(0, 10)
                    + ' '
                    + step.currency()
                    + ' '
                    + Micros.format(step.mrrMicros()))
        .toList();
  }

  private static SubscriptionStarted.Builder started(String unit) {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId("S")
        .setUnitAmountMicros(Micros.parse(unit))
        .setCurrency("EUR")
        .setInterval(BillingInterval.MONTH);
  }

  private static SubscriptionChanged.Builder changed() {
    return SubscriptionChanged.newBuilder().setSubscriptionId("S");
  }

  private static SubscriptionCancelled cancelled(String effective) {
    return new SubscriptionCancelled(
        "S", effective == null ? null : Story.instant(effective), true, null, none());
  }

  private static Map<String, String> none() {
    return Map.of();
  }
}
