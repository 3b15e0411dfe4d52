package io.tributary.streams.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows there are by the definitions: of which families, in which slices, with which metrics.
 *
 * @param measures what begins the family's rows in a slice; a name that ends with a colon or an @
 *     stands for all its variants
 * @param metrics those that are in every window
 */
record Layout(String name, List<String> dimensions, List<String> measures, List<String> metrics) {
  private static final List<String> WINDOWS =
      List.of("R7", "R30", "R90", "R365", "MTD", "QTD", "YTD");
  private static final List<String> ALL =
      List.of("total", "channel", "region", "segment", "owner", "product");
  private static final List<String> STAGE_METRICS =
      List.of("stage_conversion:", "stage_dwell_mean:", "stage_dwell_median:");

  static final List<Layout> FAMILIES =
      List.of(
          of(
              "pipeline",
              ALL,
              "opened won lost won_amount lost_amount open_opportunities",
              "pipeline_velocity win_rate win_rate_value average_won_amount average_cycle"
                  + " median_cycle open_pipeline weighted_pipeline open_opportunities opened won lost"
                  + " won_amount"),
          of("stages", ALL, "stage_entered:", ""),
          of("forecast", ALL, "won closing_weighted@", ""),
          of(
              "acquisition",
              ALL,
              "spend_marketing spend_sales new_customers leads mqls sqls lead_response",
              "cac cac_marketing lead_to_mql mql_to_sql lead_response_median lead_response_p90"
                  + " lead_response_5m new_customers leads mqls sqls spend_marketing spend_sales"),
          of(
              "recurring",
              ALL,
              "mrr mrr_new customers churned_customers",
              "mrr arr mrr_at_risk mrr_growth gross_mrr_churn net_mrr_churn quick_ratio logo_churn"
                  + " customers churned_customers reactivated_customers mrr_new mrr_expansion"
                  + " mrr_contraction mrr_churn mrr_reactivation mrr_fx"),
          of(
              "economics",
              ALL,
              "mrr mrr_new customers new_customers churned_customers spend_marketing spend_sales",
              "arpa cac_payback ltv ltv_cac"),
          of("revenue", ALL, "paid refunded", "revenue revenue_growth"),
          of(
              "attribution",
              List.of("channel"),
              "attributed_amount:",
              "attributed_revenue:first attributed_revenue:last attributed_revenue:linear"
                  + " attributed_revenue:position attributed_revenue:time_decay"
                  + " attributed_revenue:w_shaped"),
          of(
              "quota",
              List.of("total", "owner", "region", "segment"),
              "won quota closing_amount@",
              ""),
          of(
              "support",
              ALL,
              "tickets_opened first_responses tickets_solved csat_count nps_count",
              "first_response_mean first_response_median resolution_mean resolution_median"
                  + " reopen_rate csat csat_satisfied nps open_tickets tickets_opened"
                  + " tickets_solved"));

  private static Layout of(String name, List<String> dimensions, String measures, String metrics) {
    return new Layout(
        name,
        dimensions,
        List.of(measures.split(" ")),
        metrics.isEmpty() ? List.of() : List.of(metrics.split(" ")));
  }

  boolean isBegunBy(String measure) {
    for (String own : measures) {
      boolean all = own.endsWith(":") || own.endsWith("@");
      if (all ? measure.startsWith(own) : measure.equals(own)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Each as "metric window".
   *
   * @param stages that the slice has seen
   */
  List<String> values(List<String> stages) {
    List<String> values = new ArrayList<>();
    for (String window : WINDOWS) {
      metrics.forEach(metric -> values.add(metric + ' ' + window));
      if (name.equals("recurring") && window.startsWith("R")) {
        values.addAll(List.of("nrr " + window, "grr " + window, "logo_retention " + window));
      } else if (name.equals("quota") && !window.startsWith("R")) {
        values.addAll(List.of("quota_attainment " + window, "quota_pace " + window));
      }
      if (name.equals("stages")) {
        for (String stage : stages) {
          STAGE_METRICS.forEach(metric -> values.add(metric + stage + ' ' + window));
        }
      }
    }
    if (name.equals("quota")) {
      values.add("coverage QTD");
    } else if (name.equals("forecast")) {
      values.add("forecast QTD");
    }
    return values;
  }
}
