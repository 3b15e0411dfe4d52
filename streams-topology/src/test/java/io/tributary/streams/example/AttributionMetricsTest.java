package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.CampaignTouched;
import io.tributary.event.LeadCaptured;
import io.tributary.event.Micros;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityLost;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.TouchKind;
import io.tributary.streams.policy.Policy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers worked out by hand. */
class AttributionMetricsTest {
  /** Of 1,200: the shares of paid_search, email and webinar. */
  static final String FIGURES =
      """
      attributed_revenue:first,      1200,        0,          0
      attributed_revenue:last,       0,           0,          1200
      attributed_revenue:linear,     400,         400,        400
      attributed_revenue:position,   480,         240,        480
      attributed_revenue:w_shaped,   1028.571428, 85.714286,  85.714286
      # 35, 20 and 8 days before: 2^-5, 2^(-20/7) and 2^(-8/7) are 0.031250, 0.138012 and 0.452863.
      attributed_revenue:time_decay, 60.277467,   266.206878, 873.515655
      """;

  private static final String TODAY = "2026-03-31";
  private static final Policy POLICY = Policy.standard();

  /** A1 of the worked example, in USD: three touches, opened after the first, no lead. */
  private static final MetricTable A1 =
      won(
          touched("2026-01-05T12:00:00", "paid_search", "2026-01-20T12:00:00", "email")
              .at("a", "2026-02-01T12:00:00", touch("webinar")),
          "2026-01-10T12:00:00",
          "2026-02-09T12:00:00",
          "1200");

  @ParameterizedTest
  @CsvSource(textBlock = FIGURES)
  void theWorkedExample(String metric, String search, String email, String webinar) {
    assertShares(A1, metric.substring(metric.indexOf(':') + 1), search, email, webinar);
  }

  private static void assertShares(
      MetricTable table, String model, String search, String email, String webinar) {
    assertThat(share(table, model, "paid_search")).isEqualTo(search);
    assertThat(share(table, model, "email")).isEqualTo(email);
    assertThat(share(table, model, "webinar")).isEqualTo(webinar);
  }

  @Test
  void ofTwoTouchesEachHasHalfAndTheLargerMicroUnitIsTheEarlierOnes() {
    MetricTable table =
        won(
            touched("2026-03-01T12:00:00", "paid_search", "2026-03-02T12:00:00", "email"),
            "2026-03-03T12:00:00",
            "2026-03-04T12:00:00",
            "0.000003");

    assertThat(share(table, "position", "paid_search")).isEqualTo("0.000002");
    assertThat(share(table, "position", "email")).isEqualTo("0.000001");
  }

  @Test
  void theMilestonesOfAWAddUpAndTheRestSharesATenth() {
    MetricTable table =
        touched("2026-03-01T12:00:00", "paid_search", "2026-03-02T12:00:00", "email")
            .at("a", "2026-03-05T12:00:00", touch("webinar"))
            .at("a", "2026-03-06T12:00:00", touch("events"))
            .at("a", "2026-03-02T18:00:00", LeadCaptured.newBuilder().setLeadId("L").build());
    won(table, "2026-03-05T18:00:00", "2026-03-08T12:00:00", "1000");

    assertShares(table, "w_shaped", "300", "300", "300");
    assertThat(share(table, "w_shaped", "events")).isEqualTo("100");
  }

  @Test
  void touchesTooLongBeforeTheCloseOrAfterItHaveNoShare() {
    MetricTable table =
        touched("2025-12-01T12:00:00", "paid_search", "2026-03-01T12:00:00", "email")
            .at("a", "2026-03-10T12:00:00", touch("webinar"));
    won(table, "2026-03-02T12:00:00", "2026-03-05T12:00:00", "1000");

    assertShares(table, "linear", null, "1000", null);
  }

  @Test
  void whatIsWonWithoutATouchIsUnattributed() {
    MetricTable table =
        won(new MetricTable(POLICY), "2026-03-02T12:00:00", "2026-03-05T12:00:00", "1000");

    assertThat(share(table, "linear", "unattributed")).isEqualTo("1000");
    assertThat(share(table, "w_shaped", "unattributed")).isEqualTo("1000");
  }

  @Test
  void whatIsReopenedAndLostIsNobodysMerit() {
    MetricTable table =
        touched("2026-02-01T12:00:00", "paid_search", "2026-03-01T12:00:00", "email");
    won(table, "2026-03-02T12:00:00", "2026-03-05T12:00:00", "1000")
        .at(
            "a",
            "2026-03-06T12:00:00",
            OpportunityChanged.newBuilder().setOpportunityId("O").setStage("Proposal").build())
        .at("a", "2026-03-07T12:00:00", new OpportunityLost("O", null, Map.of()));

    assertThat(share(table, "linear", "email")).isNull();
  }

  private static MetricTable touched(String firstAt, String first, String secondAt, String second) {
    return new MetricTable(POLICY).at("a", firstAt, touch(first)).at("a", secondAt, touch(second));
  }

  private static CampaignTouched touch(String channel) {
    return CampaignTouched.newBuilder().setChannel(channel).setKind(TouchKind.CLICK).build();
  }

  private static MetricTable won(MetricTable table, String openedAt, String wonAt, String amount) {
    return table
        .at("a", openedAt, OpportunityOpened.newBuilder().setOpportunityId("O").build())
        .at("a", wonAt, new OpportunityWon("O", Micros.parse(amount), "USD", Map.of()));
  }

  /** Null where there is no row. */
  private static String share(MetricTable table, String model, String channel) {
    String metric = "attributed_revenue:" + model;
    return table.has(metric, "R90", "channel|" + channel, TODAY)
        ? table.value(metric, "R90", "channel|" + channel, TODAY)
        : null;
  }
}
