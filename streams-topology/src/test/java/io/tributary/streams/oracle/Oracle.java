package io.tributary.streams.oracle;

import static io.tributary.streams.oracle.Expected.amount;
import static io.tributary.streams.oracle.Expected.average;
import static io.tributary.streams.oracle.Expected.count;
import static io.tributary.streams.oracle.Expected.mean;
import static io.tributary.streams.oracle.Expected.ratio;
import static io.tributary.streams.oracle.Expected.share;

import io.tributary.streams.policy.Policy;
import java.math.BigInteger;
import java.util.List;

/** Every metric by its definition, over the sums of a period. */
final class Oracle {
  private static final BigInteger MICRO = BigInteger.valueOf(1_000_000);
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  /** Buckets are one percent wide, and a power is taken in floating point. */
  private static final double BUCKET = 0.0101;

  private static final double POWER = 1e-9;

  private final Policy policy;
  private final Period sums;

  Oracle(Policy policy, Period sums) {
    this.policy = policy;
    this.sums = sums;
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
          share(sums.f("stage_advanced:" + variant), sums.f("stage_entered:" + variant));
      case "stage_dwell_mean" ->
          mean(sums.f("stage_dwell_ms:" + variant), sums.f("stage_dwell_count:" + variant), DAY);
      case "stage_dwell_median" -> percentile("stage_dwell:" + variant, 50, DAY);
      case "attributed_revenue" -> amount(sums.f("attributed_amount:" + variant), 1);
      default -> throw new AssertionError("no definition of " + metric);
    };
  }

  private Expected plain(String metric) {
    return switch (metric) {
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
          count(sums.f(metric));
      case "open_opportunities", "open_tickets", "customers" -> count(sums.now(metric));
      case "won_amount",
          "spend_marketing",
          "spend_sales",
          "mrr_new",
          "mrr_expansion",
          "mrr_contraction",
          "mrr_churn",
          "mrr_reactivation" ->
          amount(sums.f(metric), 1);
      case "pipeline_velocity" -> velocity();
      case "win_rate" -> share(sums.f("won"), closed());
      case "win_rate_value" ->
          ratio(sums.f("won_amount"), sums.f("won_amount") + sums.f("lost_amount"), closed());
      case "average_won_amount" -> average(sums.f("won_amount"), sums.f("won"));
      case "average_cycle" -> mean(sums.f("won_cycle_ms"), sums.f("won_cycle_count"), DAY);
      case "median_cycle" -> percentile("won_cycle", 50, DAY);
      case "open_pipeline" -> amount(sums.now("open_amount"), sums.now("open_opportunities"));
      case "weighted_pipeline" ->
          amount(sums.now("weighted_amount"), sums.now("open_opportunities"));
      case "forecast" ->
          amount(sums.f("won_amount") + sums.closing("closing_weighted"), sums.f("won"));
      case "quota_attainment" ->
          ratio(
              sums.f("won_amount"),
              sums.sum("quota", sums.first, sums.lastOfPeriod()),
              sums.f("won"));
      case "quota_pace" -> ratio(sums.f("won_amount"), sums.f("quota"), sums.f("won"));
      case "coverage" -> coverage();
      case "revenue" -> amount(revenue(0), 1);
      case "revenue_growth" -> ratio(revenue(0) - revenue(sums.days()), revenue(sums.days()), 1);
      case "cac" -> average(sums.spend(), sums.f("new_customers"));
      case "cac_marketing" -> average(sums.spend("marketing"), sums.f("new_customers"));
      case "cac_payback" -> payback();
      case "ltv" -> lifetime();
      case "ltv_cac" -> lifetimeToCost();
      case "lead_to_mql" -> share(sums.f("mqls"), sums.f("leads"));
      case "mql_to_sql" -> share(sums.f("sqls"), sums.f("mqls"));
      case "lead_response_median" -> percentile("lead_response", 50, MINUTE);
      case "lead_response_p90" -> percentile("lead_response", 90, MINUTE);
      case "lead_response_5m" -> share(sums.f("leads_answered_5m"), sums.f("leads"));
      default ->
          metric.matches("mrr.*|arr|arpa|.*churn|[ng]rr|quick_ratio|logo_retention")
              ? recurring(metric)
              : support(metric);
    };
  }

  private Expected recurring(String metric) {
    return switch (metric) {
      case "mrr" -> amount(sums.now("mrr"), sums.now("logos"));
      case "mrr_at_risk" -> amount(sums.now("mrr_at_risk"), 1);
      case "arr" -> amount(12 * sums.now("mrr"), sums.now("logos"));
      case "arpa" -> average(sums.now("mrr"), sums.now("customers"));
      case "mrr_growth" -> ofStart(sums.now("mrr") - sums.start("mrr"));
      case "gross_mrr_churn" -> ofStart(losses());
      case "net_mrr_churn" ->
          ofStart(losses() - sums.f("mrr_expansion") - sums.f("mrr_reactivation"));
      case "nrr" -> ofStart(sums.kept("mrr_kept"));
      case "grr" -> ofStart(sums.kept("mrr_floor"));
      case "quick_ratio" -> ratio(gains(), losses(), sums.now("logos"));
      case "mrr_fx" -> amount(sums.now("mrr") - sums.start("mrr") - gains() + losses(), 1);
      case "logo_churn" -> share(sums.f("churned_customers"), sums.start("customers"));
      case "logo_retention" -> share(sums.now("logos_kept:" + sums.window), sums.start("logos"));
      default -> throw new AssertionError("no definition of " + metric);
    };
  }

  private Expected support(String metric) {
    return switch (metric) {
      case "first_response_mean" ->
          mean(sums.f("first_response_ms"), sums.f("first_responses"), MINUTE);
      case "first_response_median" -> percentile("first_response", 50, MINUTE);
      case "resolution_mean" -> mean(sums.f("resolution_ms"), sums.f("tickets_solved"), HOUR);
      case "resolution_median" -> percentile("resolution", 50, HOUR);
      case "reopen_rate" -> share(sums.f("reopens"), sums.f("tickets_solved"));
      case "csat" -> share(sums.f("csat_sum"), sums.f("csat_count"));
      case "csat_satisfied" -> share(sums.f("csat_satisfied"), sums.f("csat_count"));
      case "nps" ->
          share(100 * (sums.f("nps_promoters") - sums.f("nps_detractors")), sums.f("nps_count"));
      default -> throw new AssertionError("no definition of " + metric);
    };
  }

  private long closed() {
    return sums.f("won") + sums.f("lost");
  }

  private long gains() {
    return sums.f("mrr_new") + sums.f("mrr_expansion") + sums.f("mrr_reactivation");
  }

  private long losses() {
    return sums.f("mrr_churn") + sums.f("mrr_contraction");
  }

  /** Of the MRR at the start, and of who paid it. */
  private Expected ofStart(long micros) {
    return ratio(micros, sums.start("mrr"), sums.start("logos"));
  }

  private long revenue(long daysEarlier) {
    return sums.sum("paid", sums.first.minusDays(daysEarlier), sums.asOf.minusDays(daysEarlier))
        - sums.sum("refunded", sums.first.minusDays(daysEarlier), sums.asOf.minusDays(daysEarlier));
  }

  private Expected percentile(String durations, int percent, long unitMs) {
    List<Long> sorted = sums.durations(durations);
    if (sorted.isEmpty()) {
      return amount(null, 0);
    }
    long place = (sorted.size() * (long) percent + 99) / 100;
    Long micros = Rational.of(sorted.get((int) place - 1), 1_000_000, unitMs).round();
    return new Expected(micros, micros, 1_000_000L, sorted.size(), BUCKET);
  }

  /** What the open ones are likely to bring, per day of a cycle. */
  private Expected velocity() {
    long won = sums.f("won");
    BigInteger open = big(sums.now("open_opportunities")).multiply(big(sums.f("won_amount")));
    BigInteger cycleMs = big(sums.f("won_cycle_ms"));
    BigInteger cycles = big(sums.f("won_cycle_count"));
    Long value =
        Rational.of(open.multiply(cycles).multiply(big(DAY)), big(closed()).multiply(cycleMs))
            .round();
    return new Expected(
        won == 0 ? null : value,
        Rational.of(open, big(closed())).round(),
        Rational.of(cycleMs.multiply(MICRO), cycles.multiply(big(DAY))).round(),
        won,
        0);
  }

  private Expected coverage() {
    long closing = sums.closing("closing_amount");
    long left = sums.sum("quota", sums.first, sums.lastOfPeriod()) - sums.f("won_amount");
    return left > 0 ? ratio(closing, left, 1) : new Expected(null, closing, left, 1, 0);
  }

  /** The spend over what the new customers bring a month. */
  private Expected payback() {
    long customers = sums.f("new_customers");
    long spend = sums.spend();
    BigInteger margin = big(sums.f("mrr_new")).multiply(big(policy.grossMarginMicros()));
    Long value = Rational.of(big(spend).multiply(MICRO).multiply(MICRO), margin).round();
    return new Expected(
        customers == 0 ? null : value, spend, Rational.of(margin, MICRO).round(), customers, 0);
  }

  private double monthlyChurn() {
    long customers = sums.start("customers");
    double churn =
        customers <= 0 ? 0 : Math.min(1, (double) sums.f("churned_customers") / customers);
    return 1 - Math.pow(1 - churn, 365.0 / 12 / sums.days());
  }

  private Expected lifetime() {
    double churn = monthlyChurn();
    long customers = sums.now("customers");
    BigInteger margin = big(sums.now("mrr")).multiply(big(policy.grossMarginMicros()));
    Long perMonth = Rational.of(margin, big(customers).multiply(MICRO)).round();
    Double value =
        churn == 0 || customers == 0
            ? null
            : (Double) (margin.doubleValue() / 1e6 / customers / churn);
    return new Expected(
        value == null ? null : (Long) Math.round(value),
        perMonth,
        Math.round(churn * 1e6),
        customers,
        POWER);
  }

  private Expected lifetimeToCost() {
    Expected lifetime = lifetime();
    long customers = sums.f("new_customers");
    Expected cost = average(sums.spend(), customers);
    Double value =
        lifetime.value() == null || cost.value() == null || sums.spend() == 0
            ? null
            : (Double)
                (big(sums.now("mrr")).multiply(big(policy.grossMarginMicros())).doubleValue()
                    / sums.now("customers")
                    / monthlyChurn()
                    * customers
                    / sums.spend());
    return new Expected(
        value == null ? null : (Long) Math.round(value),
        lifetime.value(),
        cost.value(),
        customers,
        POWER);
  }

  private static BigInteger big(long number) {
    return BigInteger.valueOf(number);
  }
}
