package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.OpportunityWon;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EssenceTest {
  private final OpportunityWon won = new OpportunityWon("O", 1L, "EUR", Map.of("coupon", "SPRING"));

  @Test
  void whatSendersAddedIsLeftOutAndTheEventKeepsIt() {
    assertThat(Essence.of(won)).isEqualTo(new OpportunityWon("O", 1L, "EUR", Map.of()));
    assertThat(won.getAttributes()).containsEntry("coupon", "SPRING");
  }

  @Test
  void whatHasNothingAddedStaysAsItIs() {
    won.setAttributes(Map.of());

    assertThat(Essence.of(won)).isSameAs(won);
  }

  @Test
  void factsHaveTheEssence() {
    assertThat(NewFact.of("account:crm/A", new Story().at("2026-01-01", won).events().get(0)))
        .extracting(fact -> ((OpportunityWon) fact.getBody()).getAttributes())
        .isEqualTo(Map.of());
  }
}
