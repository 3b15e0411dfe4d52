package io.tributary.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void eachIsDueOneAfterTheOtherAndNoneIsDoneBefore() throws InterruptedException {
    Pace pace = Pace.of(500);
    for (int number = 0; number < 50; number++) {
      long due = pace.await(number);

      assertThat(due - pace.startedNanos()).isEqualTo(number * 2_000_000L);
      assertThat(System.nanoTime() - due).isNotNegative();
    }
  }

  @Test
  void whatIsLateIsDueWhenItWas() throws InterruptedException {
    Pace pace = new Pace(System.nanoTime() - 10_000_000_000L, 1);

    assertThat(pace.await(3)).isEqualTo(pace.startedNanos() + 3_000_000_000L);
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Pace.of(0.001).await(1)).isInstanceOf(InterruptedException.class);
  }
}
