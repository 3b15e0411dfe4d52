package io.tributary.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void anAverageOfNothingHasNoValueAndKeepsItsParts() {
    assertThat(Figure.average(900_000_000, 0)).isEqualTo(new Figure(null, 900_000_000L, 0L, 0));
  }

  @Test
  void aShareIsOfCounts() {
    assertThat(Figure.share(1, 3)).isEqualTo(new Figure(333_333L, 1_000_000L, 3_000_000L, 3));
  }

  @Test
  void anAmountIsItsOwnNumerator() {
    assertThat(Figure.amount(5L, 2)).isEqualTo(new Figure(5L, 5L, 1_000_000L, 2));
  }

  @Test
  void aMultipleThatDoesNotFitHasNoValue() {
    assertThat(Figure.multiple(Long.MAX_VALUE, 12, 1))
        .isEqualTo(new Figure(null, null, 1_000_000L, 1));
  }
}
