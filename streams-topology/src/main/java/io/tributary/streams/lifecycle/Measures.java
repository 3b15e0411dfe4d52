package io.tributary.streams.lifecycle;

import java.util.List;

/**
 * The names of the measures. A flow belongs to a day; a level is a step: from the end of that day
 * on there is so much more. A name that ends with a colon is followed by what sets its variants
 * apart: a window, a stage, a quarter, a bucket.
 */
public final class Measures {
  public static final String LEADS = "leads";
  public static final String MQLS = "mqls";
  public static final String SQLS = "sqls";

  public static final String LEAD_RESPONSES = "lead_responses";
  public static final String LEAD_RESPONSE_MS = "lead_response_ms";
  public static final String LEADS_ANSWERED_5M = "leads_answered_5m";
  public static final String LEAD_RESPONSE_BUCKET = "lead_response_bucket:";

  public static final String OPENED = "opened";
  public static final String OPENED_AMOUNT = "opened_amount";
  public static final String WON = "won";
  public static final String WON_AMOUNT = "won_amount";
  public static final String WON_CYCLE_MS = "won_cycle_ms";
  public static final String WON_CYCLE_COUNT = "won_cycle_count";
  public static final String WON_CYCLE_BUCKET = "won_cycle_bucket:";
  public static final String LOST = "lost";
  public static final String LOST_AMOUNT = "lost_amount";
  public static final String OPEN_OPPORTUNITIES = "open_opportunities";
  public static final String OPEN_AMOUNT = "open_amount";
  public static final String WEIGHTED_AMOUNT = "weighted_amount";

  /** Per fiscal quarter, see Policy.quarterOf: a level of what is expected to close in it. */
  public static final String CLOSING_AMOUNT = "closing_amount:";

  /** The same, weighted. */
  public static final String CLOSING_WEIGHTED = "closing_weighted:";

  /** Per stage: how often it was entered, by the day it was. */
  public static final String STAGE_ENTERED = "stage_entered:";

  /** Per stage: of those, how many went on to a later stage or were won from it. */
  public static final String STAGE_ADVANCED = "stage_advanced:";

  /** Per stage: of those, how many belong to an opportunity that is won. */
  public static final String STAGE_WON = "stage_won:";

  /** Per stage: how long it lasted, by the day it was left. */
  public static final String STAGE_DWELL_MS = "stage_dwell_ms:";

  public static final String STAGE_DWELL_COUNT = "stage_dwell_count:";

  /** Per stage and bucket: {@code stage_dwell_bucket:Proposal:0123}. */
  public static final String STAGE_DWELL_BUCKET = "stage_dwell_bucket:";

  /** Per stage: a level of 1 while an opportunity is open in it. */
  public static final String STAGE_OPEN = "stage_open:";

  public static final String NEW_CUSTOMERS = "new_customers";
  public static final String CHURNED_CUSTOMERS = "churned_customers";
  public static final String REACTIVATED_CUSTOMERS = "reactivated_customers";
  public static final String CUSTOMERS = "customers";

  public static final String MRR = "mrr";
  public static final String MRR_NEW = "mrr_new";
  public static final String MRR_EXPANSION = "mrr_expansion";
  public static final String MRR_CONTRACTION = "mrr_contraction";
  public static final String MRR_CHURN = "mrr_churn";
  public static final String MRR_REACTIVATION = "mrr_reactivation";

  /** Derived: a level of 1 for a customer with recurring revenue. */
  public static final String LOGOS = "logos";

  /** Derived, per trailing window W: today's MRR of who had any W days ago. */
  public static final String MRR_KEPT = "mrr_kept:";

  /** Derived, per trailing window W: the lesser of today's MRR and that of W days ago. */
  public static final String MRR_FLOOR = "mrr_floor:";

  /** Derived, per trailing window W: who has MRR today and had W days ago. */
  public static final String LOGOS_KEPT = "logos_kept:";

  /** A level: the MRR of customers with a health flag. */
  public static final String MRR_AT_RISK = "mrr_at_risk";

  /** Per model of attribution. */
  public static final String ATTRIBUTED_AMOUNT = "attributed_amount:";

  public static final String PAID = "paid";
  public static final String REFUNDED = "refunded";

  public static final String SPEND_MARKETING = "spend_marketing";
  public static final String SPEND_SALES = "spend_sales";
  public static final String QUOTA = "quota";

  public static final String TICKETS_OPENED = "tickets_opened";
  public static final String FIRST_RESPONSES = "first_responses";
  public static final String FIRST_RESPONSE_MS = "first_response_ms";
  public static final String FIRST_RESPONSE_BUCKET = "first_response_bucket:";
  public static final String TICKETS_SOLVED = "tickets_solved";
  public static final String RESOLUTION_MS = "resolution_ms";
  public static final String RESOLUTION_BUCKET = "resolution_bucket:";
  public static final String REOPENS = "reopens";
  public static final String OPEN_TICKETS = "open_tickets";
  public static final String CSAT_COUNT = "csat_count";
  public static final String CSAT_SUM = "csat_sum";
  public static final String CSAT_SATISFIED = "csat_satisfied";
  public static final String NPS_COUNT = "nps_count";
  public static final String NPS_PROMOTERS = "nps_promoters";
  public static final String NPS_DETRACTORS = "nps_detractors";

  /**
   * Per pair and source, {@code fx_rate:EUR/USD:erp}: what one of the first is worth of the second
   * on that day, in units of 10^-12. Nothing of a slice: it is sent to all of them.
   */
  public static final String FX_RATE = "fx_rate:";

  /** When that was said, milliseconds since the epoch: of two sources the later one is believed. */
  public static final String FX_RATE_SAID = "fx_rate_said:";

  public static final int FX_RATE_PLACES = 12;

  /** Lengths of the trailing windows that retention is measured over, in days. */
  public static final List<Integer> RETENTION_DAYS = List.of(7, 30, 90, 365);

  private static final String BUCKET = "_bucket";

  private Measures() {}

  /** Whether it concerns no slice but the conversion of amounts in all of them. */
  static boolean isRate(String measure) {
    return measure.startsWith(FX_RATE) || measure.startsWith(FX_RATE_SAID);
  }

  /** Whether it counts the durations of one bucket, which is named at its end. */
  public static boolean isBucket(String measure) {
    int colon = measure.indexOf(':');
    return colon > 0 && measure.startsWith(BUCKET, colon - BUCKET.length());
  }

  /** {@code prefix + R30}, the measure of one trailing window. */
  public static String trailing(String prefix, int days) {
    return prefix + 'R' + days;
  }
}
