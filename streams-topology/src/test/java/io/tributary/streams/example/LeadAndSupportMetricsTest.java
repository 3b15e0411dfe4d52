package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.event.LeadCaptured;
import io.tributary.event.LeadContacted;
import io.tributary.event.LeadQualified;
import io.tributary.event.QualificationLevel;
import io.tributary.event.RatingKind;
import io.tributary.event.SatisfactionRated;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketReopened;
import io.tributary.event.TicketResponded;
import io.tributary.event.TicketSolved;
import io.tributary.streams.policy.Policy;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers worked out by hand. */
class LeadAndSupportMetricsTest {
  /** Within one percent. */
  static final String PERCENTILES =
      """
      lead_response_median,  2026-03-31, 5,   leads
      lead_response_p90,     2026-03-31, 300, leads
      lead_response_median,  2026-03-10, 5,   leads
      lead_response_p90,     2026-03-10, 60,  leads
      # Of 30 and 90 minutes the first, of 4, 8 and 24 hours the second.
      first_response_median, 2026-03-31, 30,  support
      resolution_median,     2026-03-31, 8,   support
      """;

  static final String LEADS_FIGURES =
      """
      leads, R30, 2026-03-31, 6
      leads, R7, 2026-03-31, 0
      mqls, R30, 2026-03-31, 2
      sqls, R30, 2026-03-31, 1
      lead_to_mql, R30, 2026-03-31, 0.333333
      mql_to_sql, R30, 2026-03-31, 0.5
      mql_to_sql, R7, 2026-03-31, null
      lead_response_5m, R30, 2026-03-31, 0.333333
      lead_response_5m, R30, 2026-03-10, 0.666667
      lead_response_5m, R7, 2026-03-31, null
      lead_response_median, R7, 2026-03-31, null
      """;

  static final String SUPPORT_FIGURES =
      """
      tickets_opened, R30, 2026-03-31, 4
      # Once each, when it was last solved; T4 too, though it is open again.
      tickets_solved, R30, 2026-03-31, 3
      tickets_solved, MTD, 2026-03-20, 1
      first_response_mean, R30, 2026-03-31, 60
      first_response_mean, R30, 2026-03-20, 30
      resolution_mean, R30, 2026-03-31, 12
      resolution_mean, R30, 2026-03-20, 4
      reopen_rate, R30, 2026-03-31, 0.666667
      reopen_rate, MTD, 2026-03-20, 0
      csat, R30, 2026-03-31, 3.666667
      csat_satisfied, R30, 2026-03-31, 0.666667
      nps, R30, 2026-03-31, 25
      csat, R7, 2026-03-31, null
      nps, R7, 2026-03-31, null
      first_response_mean, R7, 2026-03-31, null
      open_tickets, R7, 2026-03-20, 0
      open_tickets, R7, 2026-03-22, 1
      open_tickets, R7, 2026-03-31, 2
      """;

  private static final MetricTable LEADS = leads();
  private static final MetricTable SUPPORT = support();

  /**
   * Responses after 2, 5, 60 and 300 minutes; one answered by a machine only, one by a human before
   * it was captured. Two became MQLs, one of them an SQL.
   */
  private static MetricTable leads() {
    MetricTable table = new MetricTable(Policy.standard());
    lead(table, "a", "2026-03-10T10:00:00").at("a", "2026-03-10T10:02:00", contact("a", false));
    lead(table, "b", "2026-03-10T10:00:00")
        .at("b", "2026-03-10T10:01:00", contact("b", true))
        .at("b", "2026-03-10T10:05:00", contact("b", false));
    // The response counts on the day of the capture.
    lead(table, "c", "2026-03-10T23:30:00").at("c", "2026-03-11T00:30:00", contact("c", false));
    lead(table, "d", "2026-03-11T10:00:00").at("d", "2026-03-11T15:00:00", contact("d", false));
    lead(table, "e", "2026-03-11T10:00:00").at("e", "2026-03-11T10:00:30", contact("e", true));
    lead(table, "f", "2026-03-11T10:00:00").at("f", "2026-03-11T09:59:00", contact("f", false));
    table.at("a", "2026-03-12T10:00:00", qualified("a", QualificationLevel.MQL));
    table.at("a", "2026-03-13T10:00:00", qualified("a", QualificationLevel.MQL));
    table.at("b", "2026-03-12T10:00:00", qualified("b", QualificationLevel.MQL));
    table.at("b", "2026-03-20T10:00:00", qualified("b", QualificationLevel.SQL));
    return table;
  }

  @ParameterizedTest
  @CsvSource(nullValues = "null", textBlock = LEADS_FIGURES)
  void leadsAndTheirWay(String metric, String window, String asOf, String value) {
    assertThat(LEADS.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(textBlock = PERCENTILES)
  void percentilesAreOffByOnePercentAtMost(String metric, String asOf, double expected, String of) {
    MetricTable table = of.equals("leads") ? LEADS : SUPPORT;
    assertThat(Double.parseDouble(table.value(metric, "R30", "total", asOf)))
        .isCloseTo(expected, within(expected / 100));
  }

  /**
   * T1: answered after 30 minutes, solved after 2 hours, reopened, solved 24 hours after it was
   * opened. T2: answered by a machine only, solved after 4 hours. T3: answered after 90 minutes,
   * open. T4: solved and open again.
   */
  private static MetricTable support() {
    MetricTable table = new MetricTable(Policy.standard());
    table
        .at("x", "2026-03-20T08:00:00", opened("T1"))
        .at("x", "2026-03-20T08:30:00", answered("T1", false))
        .at("x", "2026-03-20T10:00:00", solved("T1"))
        .at("x", "2026-03-21T07:00:00", reopened("T1"))
        .at("x", "2026-03-21T08:00:00", solved("T1"))
        .at("x", "2026-03-20T08:00:00", opened("T2"))
        .at("x", "2026-03-20T08:01:00", answered("T2", true))
        .at("x", "2026-03-20T12:00:00", solved("T2"))
        .at("y", "2026-03-22T08:00:00", opened("T3"))
        .at("y", "2026-03-22T09:30:00", answered("T3", false))
        .at("y", "2026-03-22T08:00:00", opened("T4"))
        .at("y", "2026-03-22T16:00:00", solved("T4"))
        .at("y", "2026-03-23T08:00:00", reopened("T4"));
    table
        .at("x", "2026-03-21T09:00:00", rated("R1", RatingKind.CSAT, 5))
        .at("x", "2026-03-21T09:00:00", rated("R2", RatingKind.CSAT, 4))
        .at("y", "2026-03-23T09:00:00", rated("R3", RatingKind.CSAT, 2))
        .at("x", "2026-03-21T09:00:00", rated("R4", RatingKind.NPS, 9))
        .at("x", "2026-03-21T09:00:00", rated("R5", RatingKind.NPS, 10))
        .at("y", "2026-03-21T09:00:00", rated("R6", RatingKind.NPS, 8))
        .at("y", "2026-03-21T09:00:00", rated("R7", RatingKind.NPS, 6))
        .at("y", "2026-03-21T09:00:00", rated("R8", RatingKind.CES, 7));
    return table;
  }

  @ParameterizedTest
  @CsvSource(nullValues = "null", textBlock = SUPPORT_FIGURES)
  void support(String metric, String window, String asOf, String value) {
    assertThat(SUPPORT.value(metric, window, "total", asOf)).isEqualTo(value);
  }

  private static MetricTable lead(MetricTable table, String id, String at) {
    return table.at(id, at, LeadCaptured.newBuilder().setLeadId(id).build());
  }

  private static LeadContacted contact(String id, boolean automated) {
    return new LeadContacted(id, null, null, automated, Map.of());
  }

  private static LeadQualified qualified(String id, QualificationLevel level) {
    return new LeadQualified(id, level, null, Map.of());
  }

  private static TicketOpened opened(String id) {
    return TicketOpened.newBuilder().setTicketId(id).build();
  }

  private static TicketResponded answered(String id, boolean automated) {
    return new TicketResponded(id, null, automated, Map.of());
  }

  private static TicketSolved solved(String id) {
    return new TicketSolved(id, null, Map.of());
  }

  private static TicketReopened reopened(String id) {
    return new TicketReopened(id, null, Map.of());
  }

  private static SatisfactionRated rated(String id, RatingKind kind, int score) {
    return new SatisfactionRated(id, null, kind, score, null, Map.of());
  }
}
