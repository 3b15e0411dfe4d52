package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.event.BillingInterval;
import io.tributary.event.OpportunityWon;
import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.event.SubscriptionStarted;
import io.tributary.state.Fact;
import java.time.LocalDate;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class NewFactTest {
  @Test
  void anAmountBeyondATrillionIsRefused() {
    assertThat(fact(won(1_000_000_000_000_000_000L))).isNotNull();
    assertThatThrownBy(() -> fact(won(1_000_000_000_000_000_001L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "amount is 1000000000000000001; it must be from -1000000000000000000 to 1000000000000000000");
  }

  @Test
  void aPeriodThatEndsBeforeItBeginsIsRefused() {
    assertThat(fact(spend("2026-01-01", "2026-01-01"))).isNotNull();
    assertThatThrownBy(() -> fact(spend("2026-01-02", "2026-01-01")))
        .hasMessage("the period from 2026-01-02 to 2026-01-01 must have from 1 to 3660 days");
    assertThatThrownBy(() -> fact(spend("2026-01-01", "9999-12-31")))
        .hasMessageContaining("must have from 1 to 3660 days");
  }

  @Test
  void anIntervalOfNothingIsRefused() {
    assertThatThrownBy(() -> fact(monthly().setIntervalCount(0).build()))
        .hasMessageStartingWith("interval_count is 0; it must be from 1");
  }

  private static Fact fact(SpecificRecord body) {
    return NewFact.of("account:crm/A", new Story().at("2026-01-01", body).events().get(0));
  }

  private static OpportunityWon won(long micros) {
    return new OpportunityWon("O", micros, "EUR", Map.of());
  }

  private static SpendRecorded spend(String from, String to) {
    return SpendRecorded.newBuilder()
        .setSpendId("s")
        .setCategory(SpendCategory.SALES)
        .setPeriodStart(LocalDate.parse(from))
        .setPeriodEnd(LocalDate.parse(to))
        .setAmountMicros(1)
        .setCurrency("EUR")
        .build();
  }

  private static SubscriptionStarted.Builder monthly() {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId("S")
        .setUnitAmountMicros(1)
        .setCurrency("EUR")
        .setInterval(BillingInterval.MONTH);
  }
}
