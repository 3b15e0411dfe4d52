package io.tributary.streams.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The company's own definitions behind the metrics. Every metric row carries {@link #version()}, so
 * that numbers made under different policies are never mistaken for each other.
 *
 * @param zone whose calendar days are reported
 * @param currency that metrics are reported in, ISO 4217
 * @param customerSince what makes a customer
 * @param fiscalYearStart first month of the fiscal year
 * @param cacLagDays by how many days spend precedes the customers it wins, 0 or more
 * @param grossMarginMicros micro-units of 1: 0 to 1,000,000
 * @param stages of an opportunity, in order
 * @param lookbackDays how long before a won opportunity's close touches have a share in it
 * @param dailyRows as-of days for which there is a row for every day; before them one for every
 *     month's end
 * @param clock what says that a day is over
 */
public record Policy(
    ZoneId zone,
    String currency,
    CustomerSince customerSince,
    Month fiscalYearStart,
    int cacLagDays,
    long grossMarginMicros,
    List<Stage> stages,
    int lookbackDays,
    int dailyRows,
    MetricsClock clock) {

  /** What makes a customer. */
  public enum CustomerSince {
    /** Recurring revenue. */
    BILLING,
    /** A won opportunity. */
    SALES,
    /** Recurring revenue, or a won opportunity for who never had a subscription. */
    EITHER
  }

  /** What says that a day is over. */
  public enum MetricsClock {
    /** The time of the day. */
    WALL,
    /** The latest day seen in the events: for backfills and tests. */
    EVENT
  }

  /**
   * @param probabilityMicros of winning an opportunity in this stage, micro-units of 1
   */
  public record Stage(String name, long probabilityMicros) {
    /** Systems do not agree on upper and lower case, nor on blanks around a name. */
    public boolean isNamed(String other) {
      return name.equalsIgnoreCase(other.strip());
    }
  }

  public Policy {
    stages = List.copyOf(stages);
  }

  /** The policy that holds when nothing is configured. */
  public static Policy standard() {
    return new Policy(
        ZoneId.of("UTC"),
        "USD",
        CustomerSince.EITHER,
        Month.JANUARY,
        0,
        1_000_000,
        List.of(
            new Stage("Prospecting", 100_000),
            new Stage("Qualification", 250_000),
            new Stage("Proposal", 500_000),
            new Stage("Negotiation", 750_000)),
        90,
        400,
        MetricsClock.WALL);
  }

  public Policy withZone(ZoneId other) {
    return new Policy(
        other,
        currency,
        customerSince,
        fiscalYearStart,
        cacLagDays,
        grossMarginMicros,
        stages,
        lookbackDays,
        dailyRows,
        clock);
  }

  public Policy withCurrency(String other) {
    return new Policy(
        zone,
        other,
        customerSince,
        fiscalYearStart,
        cacLagDays,
        grossMarginMicros,
        stages,
        lookbackDays,
        dailyRows,
        clock);
  }

  public Policy withCustomerSince(CustomerSince other) {
    return new Policy(
        zone,
        currency,
        other,
        fiscalYearStart,
        cacLagDays,
        grossMarginMicros,
        stages,
        lookbackDays,
        dailyRows,
        clock);
  }

  public Policy withClock(MetricsClock other) {
    return new Policy(
        zone,
        currency,
        customerSince,
        fiscalYearStart,
        cacLagDays,
        grossMarginMicros,
        stages,
        lookbackDays,
        dailyRows,
        other);
  }

  /** The stage of that name, whatever its case. */
  public Optional<Stage> stage(String name) {
    for (Stage stage : stages) {
      if (stage.isNamed(name)) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }

  /** The fiscal quarter that a day is in, by its first month: {@code 2026-01}. */
  public String quarterOf(LocalDate day) {
    int monthsIn = Math.floorMod(day.getMonthValue() - fiscalYearStart.getValue(), 12) % 3;
    return YearMonth.from(day).minusMonths(monthsIn).toString();
  }

  /**
   * The same for the same definitions: the first 12 digits of their SHA-256. When a day is over is
   * none of them.
   */
  public String version() {
    String definitions = withClock(MetricsClock.WALL).toString();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(definitions.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
