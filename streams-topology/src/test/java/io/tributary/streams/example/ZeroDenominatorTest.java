package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.CampaignTouched;
import io.tributary.event.InvoicePaid;
import io.tributary.event.LeadCaptured;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.SpendCategory;
import io.tributary.event.SpendRecorded;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TicketOpened;
import io.tributary.event.TicketSolved;
import io.tributary.event.TouchKind;
import io.tributary.output.MetricValue;
import io.tributary.streams.metrics.Metric;
import io.tributary.streams.metrics.MetricCatalogue;
import io.tributary.streams.policy.Policy;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A company that did a little of everything in January and nothing since: as of the end of March,
 * of the last week, of the month and of the fiscal quarter that began with it, no denominator is
 * anything but 0.
 */
class ZeroDenominatorTest {
  private static final String TODAY = "2026-03-31";

  /** What is a quotient, or would be one of nothing. */
  private static final Set<String> QUOTIENTS =
      Set.of(
          "pipeline_velocity",
          "win_rate",
          "win_rate_value",
          "average_won_amount",
          "average_cycle",
          "median_cycle",
          "stage_conversion",
          "stage_dwell_mean",
          "stage_dwell_median",
          "cac",
          "cac_marketing",
          "lead_to_mql",
          "mql_to_sql",
          "lead_response_median",
          "lead_response_p90",
          "lead_response_5m",
          "mrr_growth",
          "gross_mrr_churn",
          "net_mrr_churn",
          "quick_ratio",
          "logo_churn",
          "nrr",
          "grr",
          "logo_retention",
          "arpa",
          "cac_payback",
          "ltv",
          "ltv_cac",
          "revenue_growth",
          "quota_attainment",
          "quota_pace",
          "coverage",
          "first_response_mean",
          "first_response_median",
          "resolution_mean",
          "resolution_median",
          "reopen_rate",
          "csat",
          "csat_satisfied",
          "nps");

  private static final MetricTable TABLE =
      new MetricTable(Policies.fiscalYearFrom(Month.MARCH))
          .at("a", "2026-01-02T12:00:00", touched())
          .at("a", "2026-01-03T12:00:00", opened())
          .at("a", "2026-01-04T12:00:00", new OpportunityWon("O", 1_000_000L, "USD", Map.of()))
          .at("a", "2026-01-05T12:00:00", subscribed())
          .at("a", "2026-01-06T12:00:00", cancelled())
          .at("a", "2026-01-07T12:00:00", LeadCaptured.newBuilder().setLeadId("L").build())
          .at("a", "2026-01-08T12:00:00", new InvoicePaid("I", null, 1L, "USD", null, Map.of()))
          .at("a", "2026-01-09T12:00:00", TicketOpened.newBuilder().setTicketId("T").build())
          .at("a", "2026-01-10T12:00:00", new TicketSolved("T", null, Map.of()))
          .at("s", "2026-01-11T12:00:00", spent());

  static Stream<Metric> metrics() {
    return MetricCatalogue.all(Policy.standard());
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void aQuotientByNothingHasNoValueAndAnythingElseIsNothing(Metric metric) {
    String slice = metric.name().startsWith("attributed") ? "channel|ads" : "total";
    String general = metric.name().replaceFirst(":.*", "");
    for (String window : List.of("R7", "MTD", "QTD")) {
      if (TABLE.has(metric.name(), window, slice, TODAY)) {
        MetricValue row = TABLE.row(metric.name(), window, slice, TODAY);
        if (QUOTIENTS.contains(general)) {
          assertThat(row.getValueMicros()).as("%s", row).isNull();
        } else {
          assertThat(row.getValueMicros()).as("%s", row).isZero();
          assertThat(row.getDenominatorMicros()).isEqualTo(1_000_000);
        }
      }
    }
    assertThat(Stream.of("R7", "MTD", "QTD").filter(w -> TABLE.has(metric.name(), w, slice, TODAY)))
        .isNotEmpty();
  }

  private static CampaignTouched touched() {
    return CampaignTouched.newBuilder().setChannel("ads").setKind(TouchKind.CLICK).build();
  }

  private static OpportunityOpened opened() {
    return OpportunityOpened.newBuilder()
        .setOpportunityId("O")
        .setStage("Negotiation")
        .setExpectedClose(LocalDate.of(2026, 1, 31))
        .build();
  }

  private static SubscriptionStarted subscribed() {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId("S")
        .setUnitAmountMicros(1_000_000L)
        .setCurrency("USD")
        .setInterval(BillingInterval.MONTH)
        .build();
  }

  private static SubscriptionCancelled cancelled() {
    return new SubscriptionCancelled("S", null, true, null, Map.of());
  }

  private static SpendRecorded spent() {
    return SpendRecorded.newBuilder()
        .setSpendId("s")
        .setCategory(SpendCategory.SALES)
        .setPeriodStart(LocalDate.of(2026, 1, 1))
        .setPeriodEnd(LocalDate.of(2026, 1, 1))
        .setAmountMicros(1_000_000L)
        .setCurrency("USD")
        .build();
  }
}
