package io.tributary.streams.oracle;

import io.tributary.streams.policy.Policy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Every metric by its definition, in one window and slice as of one day. */
final class Oracle {
  private static final BigInteger MICRO = BigInteger.valueOf(1_000_000);

  private final Company company;
  private final Policy policy;
  private final Map<String, List<Company.Flow>> flowsBySlice = new HashMap<>();
  private final TreeSet<String> slices = new TreeSet<>();

  Oracle(Company company, Policy policy) {
    this.company = company;
    this.policy = policy;
    for (Company.Flow flow : company.flows) {
      for (String slice : flow.slot().slices()) {
        flowsBySlice.computeIfAbsent(slice, first -> new ArrayList<>()).add(flow);
        slices.add(slice);
      }
    }
  }

  /** All slices that anything flowed into. */
  NavigableSet<String> slices() {
    return slices;
  }

  /**
   * What a metric must be: exact, or (for percentiles of buckets and powers) nearly so.
   *
   * @param micros null for no value
   * @param tolerance relative
   */
  record Expected(Long micros, double tolerance) {
    boolean isMetBy(Long actual) {
      if (micros == null || actual == null) {
        return micros == null && actual == null;
      }
      return Math.abs(actual - micros) <= Math.abs(micros) * tolerance + (tolerance > 0 ? 1 : 0);
    }
  }

  Point at(String slice, String window, LocalDate asOf) {
    return new Point(slice, window, asOf);
  }

  final class Point {
    private final String slice;
    private final String window;
    private final LocalDate asOf;
    private final LocalDate first;

    private Point(String slice, String window, LocalDate asOf) {
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

    private LocalDate lastOfPeriod() {
      LocalDate next = asOf.plusDays(1);
      while (!begins(next)) {
        next = next.plusDays(1);
      }
      return next.minusDays(1);
    }

    private long days() {
      return ChronoUnit.DAYS.between(first, asOf) + 1;
    }

    private long sum(String measure, LocalDate from, LocalDate to) {
      return flowsBySlice.getOrDefault(slice, List.of()).stream()
          .filter(flow -> flow.measure().equals(measure))
          .filter(flow -> !flow.day().isBefore(from) && !flow.day().isAfter(to))
          .map(flow -> converted(flow.amount(), flow.currency(), flow.day()))
          .reduce(BigDecimal.ZERO, BigDecimal::add)
          .setScale(0, RoundingMode.HALF_EVEN)
          .longValueExact();
    }

    /** What has no rate is left out. */
    private BigDecimal converted(long amount, String currency, LocalDate day) {
      BigDecimal rate = company.rate(currency, day);
      return rate == null ? BigDecimal.ZERO : rate.multiply(BigDecimal.valueOf(amount));
    }

    private long f(String measure) {
      return sum(measure, first, asOf);
    }

    private long level(String measure, LocalDate day, LocalDate ratesOf) {
      return company.levels(day).stream()
          .filter(level -> level.measure().equals(measure))
          .filter(level -> level.slot().slices().contains(slice))
          .map(level -> converted(level.amount(), level.currency(), ratesOf))
          .reduce(BigDecimal.ZERO, BigDecimal::add)
          .setScale(0, RoundingMode.HALF_EVEN)
          .longValueExact();
    }

    private long level(String measure, LocalDate day) {
      return level(measure, day, day);
    }

    /** Of what is compared with the start of the window, as if rates had not moved since. */
    private long kept(String measure) {
      return level(measure + ':' + window, asOf, first.minusDays(1));
    }

    private long now(String measure) {
      return level(measure, asOf);
    }

    private long start(String measure) {
      return level(measure, first.minusDays(1));
    }

    /** Of what is expected to close up to the end of the quarter. */
    private long closing(String measure) {
      return company.levels(asOf).stream()
          .filter(level -> level.measure().startsWith(measure + '@'))
          .filter(
              level ->
                  !LocalDate.parse(level.measure().substring(measure.length() + 1))
                      .isAfter(lastOfPeriod()))
          .filter(level -> level.slot().slices().contains(slice))
          .map(level -> converted(level.amount(), level.currency(), asOf))
          .reduce(BigDecimal.ZERO, BigDecimal::add)
          .setScale(0, RoundingMode.HALF_EVEN)
          .longValueExact();
    }

    private long spend(String category) {
      long lag = policy.cacLagDays();
      return sum("spend_" + category, first.minusDays(lag), asOf.minusDays(lag));
    }

    private static Expected exactly(Long micros) {
      return new Expected(micros, 0);
    }

    /** A count, in micro-units. */
    private static Expected count(long count) {
      return exactly(count * 1_000_000);
    }

    private static Expected ratio(long numerator, long denominator) {
      return exactly(Rational.of(numerator, 1_000_000, denominator).round());
    }

    /** Micro-units per count. */
    private static Expected average(long micros, long count) {
      return exactly(Rational.of(micros, 1, count).round());
    }

    private static Expected mean(long millis, long count, long unitMs) {
      return exactly(
          Rational.of(
                  BigInteger.valueOf(millis).multiply(MICRO),
                  BigInteger.valueOf(count).multiply(BigInteger.valueOf(unitMs)))
              .round());
    }

    private Expected percentile(String durations, int percent, long unitMs) {
      List<Long> sorted =
          flowsBySlice.getOrDefault(slice, List.of()).stream()
              .filter(flow -> flow.measure().equals(durations))
              .filter(flow -> !flow.day().isBefore(first) && !flow.day().isAfter(asOf))
              .map(Company.Flow::amount)
              .sorted()
              .toList();
      if (sorted.isEmpty()) {
        return exactly(null);
      }
      long place = (sorted.size() * (long) percent + 99) / 100;
      return new Expected(
          Rational.of(sorted.get((int) place - 1), 1_000_000, unitMs).round(), 0.0101);
    }

    private Expected velocity() {
      long won = f("won");
      if (won == 0) {
        return exactly(null);
      }
      BigInteger expected =
          big(now("open_opportunities"))
              .multiply(big(f("won_amount")))
              .multiply(big(f("won_cycle_count")))
              .multiply(big(86_400_000));
      return exactly(
          Rational.of(expected, big(won + f("lost")).multiply(big(f("won_cycle_ms")))).round());
    }

    private Expected payback() {
      if (f("new_customers") == 0) {
        return exactly(null);
      }
      BigInteger spend = big(spend("marketing") + spend("sales"));
      return exactly(
          Rational.of(
                  spend.multiply(MICRO).multiply(MICRO),
                  big(f("mrr_new")).multiply(big(policy.grossMarginMicros())))
              .round());
    }

    private double monthlyChurn() {
      long customers = start("customers");
      double churn = customers <= 0 ? 0 : Math.min(1, (double) f("churned_customers") / customers);
      return 1 - Math.pow(1 - churn, 365.0 / 12 / days());
    }

    private Double lifetime() {
      double churn = monthlyChurn();
      long customers = now("customers");
      return churn == 0 || customers == 0
          ? null
          : (double) now("mrr") / customers * policy.grossMarginMicros() / 1e6 / churn;
    }

    private static Expected nearly(Double micros) {
      return new Expected(micros == null ? null : (Long) Math.round(micros), 1e-9);
    }

    private Expected lifetimeToCost() {
      long customers = f("new_customers");
      long spend = spend("marketing") + spend("sales");
      Double lifetime = lifetime();
      return nearly(
          lifetime == null || customers == 0 || spend == 0
              ? null
              : (Double) (lifetime * customers / spend * 1e6));
    }

    private static BigInteger big(long number) {
      return BigInteger.valueOf(number);
    }

    private long losses() {
      return f("mrr_churn") + f("mrr_contraction");
    }

    private long revenue(LocalDate from, LocalDate to) {
      return sum("paid", from, to) - sum("refunded", from, to);
    }

    private Expected revenueGrowth() {
      long before = revenue(first.minusDays(days()), first.minusDays(1));
      return ratio(revenue(first, asOf) - before, before);
    }

    private Expected coverage() {
      long left = sum("quota", first, lastOfPeriod()) - f("won_amount");
      return left <= 0 ? exactly(null) : ratio(closing("closing_amount"), left);
    }

    Expected value(String metric) {
      int colon = metric.indexOf(':');
      return colon < 0
          ? plain(metric)
          : variant(metric.substring(0, colon), metric.substring(colon + 1));
    }

    private Expected variant(String metric, String variant) {
      return switch (metric) {
        case "stage_conversion" ->
            ratio(f("stage_advanced:" + variant), f("stage_entered:" + variant));
        case "stage_dwell_mean" ->
            mean(f("stage_dwell_ms:" + variant), f("stage_dwell_count:" + variant), 86_400_000);
        case "stage_dwell_median" -> percentile("stage_dwell:" + variant, 50, 86_400_000);
        case "attributed_revenue" -> exactly(f("attributed_amount:" + variant));
        default -> throw new AssertionError("no definition of " + metric);
      };
    }

    private Expected plain(String metric) {
      return switch (metric) {
        case "pipeline_velocity" -> velocity();
        case "win_rate" -> ratio(f("won"), f("won") + f("lost"));
        case "win_rate_value" -> ratio(f("won_amount"), f("won_amount") + f("lost_amount"));
        case "average_won_amount" -> average(f("won_amount"), f("won"));
        case "average_cycle" -> mean(f("won_cycle_ms"), f("won_cycle_count"), 86_400_000);
        case "median_cycle" -> percentile("won_cycle", 50, 86_400_000);
        case "open_pipeline" -> exactly(now("open_amount"));
        case "weighted_pipeline" -> exactly(now("weighted_amount"));
        case "open_opportunities", "open_tickets", "customers" -> count(now(metric));
        case "opened",
            "won",
            "lost",
            "new_customers",
            "churned_customers",
            "reactivated_customers",
            "leads",
            "mqls",
            "sqls",
            "tickets_opened",
            "tickets_solved" ->
            count(f(metric));
        case "won_amount",
            "spend_marketing",
            "spend_sales",
            "mrr_new",
            "mrr_expansion",
            "mrr_contraction",
            "mrr_churn",
            "mrr_reactivation" ->
            exactly(f(metric));
        case "cac" -> average(spend("marketing") + spend("sales"), f("new_customers"));
        case "cac_marketing" -> average(spend("marketing"), f("new_customers"));
        case "lead_to_mql" -> ratio(f("mqls"), f("leads"));
        case "mql_to_sql" -> ratio(f("sqls"), f("mqls"));
        case "lead_response_median" -> percentile("lead_response", 50, 60_000);
        case "lead_response_p90" -> percentile("lead_response", 90, 60_000);
        case "lead_response_5m" -> ratio(f("leads_answered_5m"), f("leads"));
        case "mrr", "mrr_at_risk" -> exactly(now(metric));
        case "arr" -> exactly(12 * now("mrr"));
        case "arpa" -> average(now("mrr"), now("customers"));
        case "mrr_growth" -> ratio(now("mrr") - start("mrr"), start("mrr"));
        case "gross_mrr_churn" -> ratio(losses(), start("mrr"));
        case "net_mrr_churn" ->
            ratio(losses() - f("mrr_expansion") - f("mrr_reactivation"), start("mrr"));
        case "quick_ratio" ->
            ratio(f("mrr_new") + f("mrr_expansion") + f("mrr_reactivation"), losses());
        case "mrr_fx" ->
            exactly(
                now("mrr")
                    - start("mrr")
                    - f("mrr_new")
                    - f("mrr_expansion")
                    - f("mrr_reactivation")
                    + losses());
        case "logo_churn" -> ratio(f("churned_customers"), start("customers"));
        case "nrr" -> ratio(kept("mrr_kept"), start("mrr"));
        case "grr" -> ratio(kept("mrr_floor"), start("mrr"));
        case "logo_retention" -> ratio(now("logos_kept:" + window), start("logos"));
        case "cac_payback" -> payback();
        case "ltv" -> nearly(lifetime());
        case "ltv_cac" -> lifetimeToCost();
        case "revenue" -> exactly(revenue(first, asOf));
        case "revenue_growth" -> revenueGrowth();
        case "quota_attainment" -> ratio(f("won_amount"), sum("quota", first, lastOfPeriod()));
        case "quota_pace" -> ratio(f("won_amount"), f("quota"));
        case "forecast" -> exactly(f("won_amount") + closing("closing_weighted"));
        case "coverage" -> coverage();
        case "first_response_mean" -> mean(f("first_response_ms"), f("first_responses"), 60_000);
        case "first_response_median" -> percentile("first_response", 50, 60_000);
        case "resolution_mean" -> mean(f("resolution_ms"), f("tickets_solved"), 3_600_000);
        case "resolution_median" -> percentile("resolution", 50, 3_600_000);
        case "reopen_rate" -> ratio(f("reopens"), f("tickets_solved"));
        case "csat" -> ratio(f("csat_sum"), f("csat_count"));
        case "csat_satisfied" -> ratio(f("csat_satisfied"), f("csat_count"));
        case "nps" -> ratio(100 * (f("nps_promoters") - f("nps_detractors")), f("nps_count"));
        default -> throw new AssertionError("no definition of " + metric);
      };
    }
  }
}
