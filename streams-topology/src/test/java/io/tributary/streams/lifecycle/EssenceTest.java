package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.OpportunityWon;
import io.tributary.event.RevenueEvent;
import io.tributary.state.Fact;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EssenceTest {
  private static final OpportunityWon WON =
      new OpportunityWon("O", 1L, "EUR", Map.of("coupon", "SPRING"));

  private final RevenueEvent event = new Story().at("2026-01-01", WON).events().get(0);

  @Test
  void factsAreTheSame() {
    Fact fact = NewFact.of("account:crm/A", event);

    Fact told = NewFact.of("account:crm/A", Essence.of(event));

    assertThat(told.getBody()).isEqualTo(new OpportunityWon("O", 1L, "EUR", Map.of()));
    told.setBody(WON);
    assertThat(told).isEqualTo(fact);
    assertThat(EntityRef.of(Essence.of(event))).isEqualTo(EntityRef.of(event));
    assertThat(Essence.of(event).getReceivedAt()).isEqualTo(event.getReceivedAt());
  }

  @Test
  void whatSendersAddedAndIdentifiersAreLeftOutAndTheEventKeepsThem() {
    assertThat(Essence.of(event).getIdentifiers()).isEmpty();

    assertThat(event.getIdentifiers()).isNotEmpty();
    assertThat(WON.getAttributes()).containsEntry("coupon", "SPRING");
  }
}
