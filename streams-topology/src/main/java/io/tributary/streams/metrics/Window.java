package io.tributary.streams.metrics;

import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** A span of days that ends with its as-of day. */
public enum Window {
  R7,
  R30,
  R90,
  R365,
  MTD,
  QTD,
  YTD;

  /** Fixed numbers of days. */
  public static final List<Window> TRAILING = List.of(R7, R30, R90, R365);

  /** From the beginning of a calendar period. */
  public static final List<Window> TO_DATE = List.of(MTD, QTD, YTD);

  public static final List<Window> ALL = Arrays.asList(values());

  /** The first day of the window. */
  LocalDate firstDay(LocalDate asOf, Month fiscalYearStart) {
    return switch (this) {
      case R7 -> asOf.minusDays(6);
      case R30 -> asOf.minusDays(29);
      case R90 -> asOf.minusDays(89);
      case R365 -> asOf.minusDays(364);
      case MTD -> asOf.withDayOfMonth(1);
      case QTD -> {
        int monthsIn = monthOfFiscalYear(asOf, fiscalYearStart) % 3;
        yield asOf.withDayOfMonth(1).minusMonths(monthsIn);
      }
      case YTD -> asOf.withDayOfMonth(1).minusMonths(monthOfFiscalYear(asOf, fiscalYearStart));
    };
  }

  /**
   * The last day of the calendar period that a window to date is part of; the as-of day of any
   * other.
   */
  LocalDate periodEnd(LocalDate asOf, Month fiscalYearStart) {
    LocalDate first = firstDay(asOf, fiscalYearStart);
    return switch (this) {
      case MTD -> first.plusMonths(1).minusDays(1);
      case QTD -> first.plusMonths(3).minusDays(1);
      case YTD -> first.plusYears(1).minusDays(1);
      case R7, R30, R90, R365 -> asOf;
    };
  }

  boolean isTrailing() {
    return TRAILING.contains(this);
  }

  int days(LocalDate asOf, Month fiscalYearStart) {
    return (int) ChronoUnit.DAYS.between(firstDay(asOf, fiscalYearStart), asOf) + 1;
  }

  /** 0 for the first month of the fiscal year. */
  private static int monthOfFiscalYear(LocalDate day, Month fiscalYearStart) {
    return Math.floorMod(day.getMonthValue() - fiscalYearStart.getValue(), 12);
  }
}
