package io.tributary.standalone.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * The days that are told of.
 *
 * @param until the last day, included
 */
record Span(LocalDate first, LocalDate until) {
  private static final int MONTHS = 18;

  /** The first day is the first of a month, so that every month is whole but the last. */
  static Span endingOn(LocalDate until) {
    return new Span(until.withDayOfMonth(1).minusMonths(MONTHS), until);
  }

  Instant start() {
    return first.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** The end of the last day; nothing is told of this moment or later. */
  Instant end() {
    return until.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** 0 at the start, 1 at the end. */
  double progress(Instant at) {
    return Duration.between(start(), at).toSeconds()
        / (double) Duration.between(start(), end()).toSeconds();
  }

  List<YearMonth> months() {
    return Stream.iterate(YearMonth.from(first), month -> month.plusMonths(1))
        .takeWhile(month -> !month.isAfter(YearMonth.from(until)))
        .toList();
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  static Instant after(Instant at, double days) {
    return at.plusSeconds((long) (days * 86_400));
  }

  /** The same moment, or the same time of the next Monday: people do not sell on weekends. */
  static Instant workday(Instant at) {
    DayOfWeek day = at.atOffset(ZoneOffset.UTC).getDayOfWeek();
    return switch (day) {
      case SATURDAY -> at.plus(Duration.ofDays(2));
      case SUNDAY -> at.plus(Duration.ofDays(1));
      default -> at;
    };
  }
}
