package io.tributary.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  @ParameterizedTest
  @CsvSource({
    "R7, 2026-03-31, JANUARY, 2026-03-25, 7, 2026-03-31",
    "R30, 2026-03-31, JANUARY, 2026-03-02, 30, 2026-03-31",
    "R90, 2026-03-31, JANUARY, 2026-01-01, 90, 2026-03-31",
    "R365, 2026-03-31, JANUARY, 2025-04-01, 365, 2026-03-31",
    // Over a leap day.
    "R30, 2024-03-15, JANUARY, 2024-02-15, 30, 2024-03-15",
    "R365, 2024-12-31, JANUARY, 2024-01-02, 365, 2024-12-31",
    "MTD, 2024-02-29, JANUARY, 2024-02-01, 29, 2024-02-29",
    "MTD, 2023-02-01, JANUARY, 2023-02-01, 1, 2023-02-28",
    "MTD, 2024-02-01, JANUARY, 2024-02-01, 1, 2024-02-29",
    "QTD, 2026-03-31, JANUARY, 2026-01-01, 90, 2026-03-31",
    "QTD, 2026-04-01, JANUARY, 2026-04-01, 1, 2026-06-30",
    "QTD, 2026-12-31, JANUARY, 2026-10-01, 92, 2026-12-31",
    "YTD, 2024-12-31, JANUARY, 2024-01-01, 366, 2024-12-31",
    "YTD, 2025-12-31, JANUARY, 2025-01-01, 365, 2025-12-31",
    // Fiscal years that begin in April, in February, in December.
    "YTD, 2026-03-31, APRIL, 2025-04-01, 365, 2026-03-31",
    "YTD, 2026-04-01, APRIL, 2026-04-01, 1, 2027-03-31",
    "QTD, 2026-03-31, APRIL, 2026-01-01, 90, 2026-03-31",
    "QTD, 2026-01-31, FEBRUARY, 2025-11-01, 92, 2026-01-31",
    "QTD, 2026-02-01, FEBRUARY, 2026-02-01, 1, 2026-04-30",
    "YTD, 2026-11-30, DECEMBER, 2025-12-01, 365, 2026-11-30",
    "QTD, 2024-02-29, DECEMBER, 2023-12-01, 91, 2024-02-29"
  })
  void bounds(
      Window window, LocalDate asOf, Month fiscal, LocalDate first, int days, LocalDate periodEnd) {
    assertThat(window.firstDay(asOf, fiscal)).isEqualTo(first);
    assertThat(window.days(asOf, fiscal)).isEqualTo(days);
    assertThat(window.periodEnd(asOf, fiscal)).isEqualTo(periodEnd);
  }
}
