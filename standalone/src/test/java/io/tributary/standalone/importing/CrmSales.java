package io.tributary.standalone.importing;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the CSV of the CRM sales opportunities says, line by line, and nothing else's code. */
final class CrmSales {
  private static final long MICRO = 1_000_000;

  /**
   * One dated line.
   *
   * @param slices "dimension|value" of each dimension, the total among them
   * @param closed null while it is open
   */
  private record Deal(
      List<String> slices, LocalDate engaged, LocalDate closed, boolean isWon, long value) {
    boolean isOpenAt(LocalDate day) {
      return !engaged.isAfter(day) && (closed == null || closed.isAfter(day));
    }

    boolean isClosedIn(LocalDate from, LocalDate to) {
      return closed != null && !closed.isBefore(from) && !closed.isAfter(to);
    }
  }

  private final Map<String, List<Deal>> bySlice = new TreeMap<>();

  CrmSales(Path folder) throws IOException {
    Map<String, String> regions = lookup(folder.resolve("sales_teams.csv"), 0, 2);
    Map<String, String> sectors = lookup(folder.resolve("accounts.csv"), 0, 1);
    for (String[] line : lines(folder.resolve("sales_pipeline.csv"))) {
      if (line[5].isEmpty()) {
        continue; // Prospecting, which has no date.
      }
      String sector = sectors.get(line[3]);
      Deal deal =
          new Deal(
              List.of(
                  "total|",
                  "owner|" + line[1],
                  "region|" + regions.get(line[1]),
                  "product|" + (line[2].equals("GTXPro") ? "GTX Pro" : line[2]),
                  "segment|"
                      + (sector == null
                          ? "unassigned"
                          : sector.equals("technolgy") ? "technology" : sector)),
              LocalDate.parse(line[5]),
              line[6].isEmpty() ? null : LocalDate.parse(line[6]),
              line[4].equals("Won"),
              line[7].isEmpty() ? 0 : Long.parseLong(line[7]));
      deal.slices()
          .forEach(slice -> bySlice.computeIfAbsent(slice, f -> new ArrayList<>()).add(deal));
    }
  }

  private static Map<String, String> lookup(Path file, int key, int value) throws IOException {
    Map<String, String> found = new HashMap<>();
    lines(file).forEach(line -> found.put(line[key], line[value]));
    return found;
  }

  /** Without the header. No field of these files is quoted. */
  private static List<String[]> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  /** All slices in which anything had begun by a day. */
  List<String> slices(LocalDate day) {
    return bySlice.keySet().stream()
        .filter(slice -> bySlice.get(slice).stream().anyMatch(deal -> !deal.engaged().isAfter(day)))
        .toList();
  }

  /** Metric → micro-units, null for no value, of the days from one to another. */
  Map<String, Long> figures(String slice, LocalDate from, LocalDate to) {
    List<Deal> deals = bySlice.get(slice);
    List<Deal> closed = deals.stream().filter(deal -> deal.isClosedIn(from, to)).toList();
    List<Deal> won = closed.stream().filter(Deal::isWon).toList();
    long open = deals.stream().filter(deal -> deal.isOpenAt(to)).count();
    long amount = won.stream().mapToLong(Deal::value).sum();
    long cycleDays =
        won.stream()
            .mapToLong(deal -> ChronoUnit.DAYS.between(deal.engaged(), deal.closed()))
            .sum();
    Map<String, Long> figures = new TreeMap<>();
    figures.put("open_opportunities", open * MICRO);
    figures.put(
        "opened",
        MICRO
            * deals.stream()
                .filter(deal -> !deal.engaged().isBefore(from) && !deal.engaged().isAfter(to))
                .count());
    figures.put("won", won.size() * MICRO);
    figures.put("lost", (closed.size() - won.size()) * MICRO);
    figures.put("won_amount", amount * MICRO);
    figures.put("win_rate", quotient(new long[] {won.size()}, closed.size()));
    figures.put("average_won_amount", quotient(new long[] {amount}, won.size()));
    figures.put("average_cycle", quotient(new long[] {cycleDays}, won.size()));
    figures.put(
        "pipeline_velocity",
        quotient(new long[] {open, won.size(), amount}, closed.size(), cycleDays));
    return figures;
  }

  /** The product of the one divided by that of the others, in micro-units, half-even. */
  private static Long quotient(long[] dividends, long... divisors) {
    BigInteger divisor = product(divisors);
    return divisor.signum() == 0
        ? null
        : (Long)
            new BigDecimal(product(dividends).multiply(BigInteger.valueOf(MICRO)))
                .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
  }

  private static BigInteger product(long... factors) {
    return Arrays.stream(factors)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }
}
