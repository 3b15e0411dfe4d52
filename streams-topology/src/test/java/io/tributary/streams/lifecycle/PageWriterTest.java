package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.output.Contribution;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageWriterTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

  private final PageWriter writer = new PageWriter(new Days(ZoneOffset.UTC));

  @Test
  void linesAreInOrderOfMeasureDayAndCurrency() {
    writer.add("b", DAY, "USD", 1);
    writer.add("a", DAY.plusDays(1), "USD", 2);
    writer.add("c", DAY, "", 3);
    writer.add("a", DAY, "USD", 4);
    writer.add("a", DAY, "EUR", 5);
    writer.add("b", DAY.minusDays(1), "USD", 6);

    assertThat(lines())
        .containsExactly(
            new Contribution("a", DAY, "EUR", 5L),
            new Contribution("a", DAY, "USD", 4L),
            new Contribution("a", DAY.plusDays(1), "USD", 2L),
            new Contribution("b", DAY.minusDays(1), "USD", 6L),
            new Contribution("b", DAY, "USD", 1L),
            new Contribution("c", DAY, "", 3L));
  }

  @Test
  void whatIsOfTheSameLineIsSummedAlsoWhereItsNameIsAnotherObject() {
    for (String measure : List.of("b", "a", String.valueOf(new char[] {'b'}), "c", "b")) {
      writer.add(measure, DAY, "USD", 2);
    }

    assertThat(lines())
        .containsExactly(
            new Contribution("a", DAY, "USD", 2L),
            new Contribution("b", DAY, "USD", 6L),
            new Contribution("c", DAY, "USD", 2L));
  }

  @Test
  void whatComesToNothingIsLeftOut() {
    writer.add("a", DAY, "USD", 2);
    writer.add("b", DAY, "USD", 1);
    writer.add("a", DAY, "USD", -2);
    writer.add("c", DAY, "USD", 0);

    assertThat(lines()).containsExactly(new Contribution("b", DAY, "USD", 1L));
  }

  @Test
  void aSumThatOverflowsIsRefused() {
    writer.add("a", DAY, "USD", Long.MAX_VALUE);

    assertThatThrownBy(() -> writer.add("a", DAY, "USD", 1))
        .isInstanceOf(ArithmeticException.class);
  }

  private List<Contribution> lines() {
    return writer.page(new Dimensions(null, null, null, null, null)).getContributions();
  }
}
