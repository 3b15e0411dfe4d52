package io.tributary.streams.oracle;

import io.tributary.streams.policy.Policy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sums of one slice in one window as of one day, straight from their addends. */
final class Period {
  final LocalDate first;
  final LocalDate asOf;
  final String window;
  private final Company company;
  private final Policy policy;
  private final String slice;
  private final NavigableSet<String> withoutRate = new TreeSet<>();

  Period(Company company, Policy policy, String slice, String window, LocalDate asOf) {
    this.company = company;
    this.policy = policy;
    this.slice = slice;
    this.window = window;
    this.asOf = asOf;
    this.first = firstDay();
  }

  private LocalDate firstDay() {
    if (window.startsWith("R")) {
      return asOf.minusDays(Integer.parseInt(window.substring(1)) - 1L);
    }
    LocalDate day = asOf;
    while (!begins(day)) {
      day = day.minusDays(1);
    }
    return day;
  }

  private boolean begins(LocalDate day) {
    int months = day.getMonthValue() - policy.fiscalYearStart().getValue() + 12;
    int every = window.equals("MTD") ? 1 : window.equals("QTD") ? 3 : 12;
    return day.getDayOfMonth() == 1 && months % every == 0;
  }

  LocalDate lastOfPeriod() {
    LocalDate next = asOf.plusDays(1);
    while (!begins(next)) {
      next = next.plusDays(1);
    }
    return next.minusDays(1);
  }

  long days() {
    return ChronoUnit.DAYS.between(first, asOf) + 1;
  }

  /** The currencies of amounts that were asked for and have no rate. */
  NavigableSet<String> withoutRate() {
    return withoutRate;
  }

  /** Of a flow, each addend at the rate of its day. */
  long sum(String measure, LocalDate from, LocalDate to) {
    return rounded(
        flows(measure, from, to)
            .map(flow -> converted(flow.amount(), flow.currency(), flow.day())));
  }

  /** Over the window. */
  long f(String measure) {
    return sum(measure, first, asOf);
  }

  /** The durations that came to their end in the window, shortest first. */
  List<Long> durations(String name) {
    return flows(name, first, asOf).map(Company.Flow::amount).sorted().toList();
  }

  private Stream<Company.Flow> flows(String measure, LocalDate from, LocalDate to) {
    return company.flowsOf(slice).stream()
        .filter(flow -> flow.measure().equals(measure))
        .filter(flow -> !flow.day().isBefore(from) && !flow.day().isAfter(to));
  }

  /** A level at the end of a day, at the rates of another. */
  private long level(String measure, LocalDate day, LocalDate ratesOf) {
    return rounded(
        company.levels(day).stream()
            .filter(level -> level.measure().equals(measure))
            .filter(level -> level.slot().slices().contains(slice))
            .map(level -> converted(level.amount(), level.currency(), ratesOf)));
  }

  long now(String measure) {
    return level(measure, asOf, asOf);
  }

  long start(String measure) {
    return level(measure, first.minusDays(1), first.minusDays(1));
  }

  /** Of what is compared with the start of the window, as if rates had not moved since. */
  long kept(String measure) {
    return level(measure + ':' + window, asOf, first.minusDays(1));
  }

  /** Of what is open and expected to close up to the end of the quarter. */
  long closing(String measure) {
    LocalDate last = lastOfPeriod();
    return rounded(
        company.levels(asOf).stream()
            .filter(level -> level.measure().startsWith(measure + '@'))
            .filter(
                level ->
                    !LocalDate.parse(level.measure().substring(measure.length() + 1)).isAfter(last))
            .filter(level -> level.slot().slices().contains(slice))
            .map(level -> converted(level.amount(), level.currency(), asOf)));
  }

  /** Of the window that precedes this one by the policy's lag. */
  long spend(String category) {
    long lag = policy.cacLagDays();
    return sum("spend_" + category, first.minusDays(lag), asOf.minusDays(lag));
  }

  long spend() {
    return spend("marketing") + spend("sales");
  }

  /** What has no rate is left out. */
  private BigDecimal converted(long amount, String currency, LocalDate day) {
    BigDecimal rate = company.rate(currency, day);
    if (rate == null && amount != 0) {
      withoutRate.add(currency);
    }
    return rate == null ? BigDecimal.ZERO : rate.multiply(BigDecimal.valueOf(amount));
  }

  private static long rounded(Stream<BigDecimal> addends) {
    return addends
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
