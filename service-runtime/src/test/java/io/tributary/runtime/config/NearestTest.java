package io.tributary.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> TYPES =
      List.of("opportunity.won", "opportunity.lost", "lead.captured");

  @Test
  void aSlipOfTheFingerIsRecognized() {
    assertThat(Nearest.of("oportunity.wno", TYPES)).startsWith("opportunity.won");
    assertThat(Nearest.of("Lead.Captured", TYPES)).containsExactly("lead.captured");
  }

  @Test
  void somethingElseIsNot() {
    assertThat(Nearest.of("invoice.paid", TYPES)).isEmpty();
    assertThat(Nearest.hint("invoice.paid", TYPES)).isEmpty();
  }
}
