package io.tributary.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SumsTest {
  private static final Policy POLICY = Policy.standard().withCurrency("EUR");

  @Test
  void aFlowIsSummedOverTheWindowAndALevelIsWhatItIsAtItsEndAndBeforeItsStart() {
    SliceSums slice = new SliceSums();
    add(slice, "n", "", "2026-03-24", 1);
    add(slice, "n", "", "2026-03-25", 10);
    add(slice, "n", "", "2026-03-31", 100);
    add(slice, "n", "", "2026-04-01", 1000);

    Sums sums = sums(slice, Window.R7);

    assertThat(List.of(sums.count("n"), sums.countNow("n"), sums.countAtStart("n")))
        .isEqualTo(List.of(110L, 111L, 1L));
    assertThat(sums.days()).isEqualTo(7);
  }

  @Test
  void amountsAreThoseInTheReportingCurrency() {
    SliceSums slice = new SliceSums();
    add(slice, "paid", "EUR", "2026-03-31", 5);
    add(slice, "paid", "USD", "2026-03-31", 70);

    assertThat(sums(slice, Window.R7).amount("paid")).isEqualTo(5);
  }

  @Test
  void theWindowBeforeHasAsManyDaysAndThePeriodEndsWithTheCalendar() {
    SliceSums slice = new SliceSums();
    for (int day = 0; day < 400; day++) {
      add(slice, "quota", "EUR", LocalDate.of(2025, 6, 1).plusDays(day).toString(), 1);
    }

    Sums month =
        new Sums(
            slice,
            POLICY,
            Rates.none("EUR"),
            Window.MTD,
            LocalDate.of(2026, 2, 10),
            new TreeSet<>());

    assertThat(month.amount("quota")).isEqualTo(10);
    assertThat(month.amountBefore("quota")).isEqualTo(10);
    assertThat(month.amountOfPeriod("quota")).isEqualTo(28);
    assertThat(month.amountEarlier("quota", 240)).as("from before the first day on").isEqualTo(10);
    assertThat(month.amountEarlier("quota", 250)).isEqualTo(5);
  }

  private static Sums sums(SliceSums slice, Window window) {
    return new Sums(
        slice, POLICY, Rates.none("EUR"), window, LocalDate.of(2026, 3, 31), new TreeSet<>());
  }

  private static void add(
      SliceSums slice, String measure, String currency, String day, long amount) {
    slice.add(measure, currency, (int) LocalDate.parse(day).toEpochDay(), amount);
  }
}
