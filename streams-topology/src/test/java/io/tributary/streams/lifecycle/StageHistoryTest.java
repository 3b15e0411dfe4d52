package io.tributary.streams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.BillingInterval;
import io.tributary.event.CampaignTouched;
import io.tributary.event.LeadCaptured;
import io.tributary.event.LeadDisqualified;
import io.tributary.event.LeadQualified;
import io.tributary.event.Micros;
import io.tributary.event.OpportunityChanged;
import io.tributary.event.OpportunityLost;
import io.tributary.event.OpportunityOpened;
import io.tributary.event.OpportunityWon;
import io.tributary.event.QualificationLevel;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionStarted;
import io.tributary.event.TouchKind;
import io.tributary.output.StageEntry;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.CustomerSince;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class StageHistoryTest {
  private static final String NOW = "2026-12-31";

  @Test
  void theWholeWayFromVisitorToChurnedAndBack() {
    Story story =
        new Story()
            .at("2026-01-01", touched())
            .at("2026-01-05", captured("L"))
            .at("2026-01-10", qualified("L", QualificationLevel.MQL))
            .at("2026-01-15", qualified("L", QualificationLevel.SQL))
            .at("2026-01-20", opened("O"))
            .at("2026-02-01", won("O"))
            .at("2026-02-03", started("S", null))
            .at("2026-05-01", cancelled("S"))
            .at("2026-07-01", started("T", null));

    assertThat(history(story))
        .containsExactly(
            "VISITOR 2026-01-01",
            "LEAD 2026-01-05",
            "MQL 2026-01-10",
            "SQL 2026-01-15",
            "OPPORTUNITY 2026-01-20",
            "CUSTOMER 2026-02-01",
            "CHURNED 2026-05-01",
            "CUSTOMER 2026-07-01");
  }

  @Test
  void eachStageIsLeftWhenTheNextIsEntered() {
    Story story = new Story().at("2026-01-05", captured("L")).at("2026-01-20", opened("O"));

    assertThat(entries(story, CustomerSince.EITHER, NOW))
        .extracting(StageEntry::getLeftAt)
        .containsExactly(Story.instant("2026-01-20"), null);
  }

  @Test
  void aLostOpportunityLeadsBackToTheLead() {
    assertThat(
            history(
                new Story()
                    .at("2026-01-05", captured("L"))
                    .at("2026-01-20", opened("O"))
                    .at("2026-02-01", new OpportunityLost("O", null, Map.of()))))
        .containsExactly("LEAD 2026-01-05", "OPPORTUNITY 2026-01-20", "LEAD 2026-02-01");
  }

  @Test
  void aReopenedOpportunityIsOpenAgainAndNeverWasAWin() {
    assertThat(
            history(
                new Story()
                    .at("2026-01-20", opened("O"))
                    .at("2026-02-01", won("O"))
                    .at("2026-02-10", stage("O", "Negotiation"))))
        .containsExactly("OPPORTUNITY 2026-01-20", "VISITOR 2026-02-01", "OPPORTUNITY 2026-02-10");
  }

  @Test
  void aLeadDoesNotCountWhileItIsDisqualified() {
    assertThat(
            history(
                new Story()
                    .at("2026-01-05", captured("L"))
                    .at("2026-01-10", qualified("L", QualificationLevel.MQL))
                    .at("2026-02-01", new LeadDisqualified("L", null, Map.of()))
                    .at("2026-03-01", qualified("L", QualificationLevel.SQL))))
        .containsExactly(
            "LEAD 2026-01-05", "MQL 2026-01-10", "VISITOR 2026-02-01", "SQL 2026-03-01");
  }

  @Test
  void theHighestOfSeveralLeadsCounts() {
    assertThat(
            history(
                new Story()
                    .at("2026-01-05", captured("L"))
                    .at("2026-01-06", captured("M"))
                    .at("2026-01-10", qualified("M", QualificationLevel.SQL))
                    .at("2026-02-01", new LeadDisqualified("M", null, Map.of()))))
        .containsExactly("LEAD 2026-01-05", "SQL 2026-01-10", "LEAD 2026-02-01");
  }

  @Test
  void aWonCustomerStaysOneWhileTheSubscriptionIsInTrial() {
    Story story =
        new Story()
            .at("2026-01-20", opened("O"))
            .at("2026-02-01", won("O"))
            .at("2026-03-01", started("S", "2026-03-15"))
            .at("2026-06-01", cancelled("S"));

    assertThat(history(story))
        .containsExactly("OPPORTUNITY 2026-01-20", "CUSTOMER 2026-02-01", "CHURNED 2026-06-01");
  }

  @Test
  void aWonCustomerWhoseTrialEndsWithoutRevenueHasChurned() {
    assertThat(
            history(
                new Story()
                    .at("2026-01-20", opened("O"))
                    .at("2026-02-01", won("O"))
                    .at("2026-03-01", started("S", "2026-03-15"))
                    .at("2026-03-10", cancelled("S"))))
        .containsExactly("OPPORTUNITY 2026-01-20", "CUSTOMER 2026-02-01", "CHURNED 2026-03-10");
  }

  @Test
  void thePolicySaysWhatMakesACustomer() {
    Story story =
        new Story()
            .at("2026-01-20", opened("O"))
            .at("2026-02-01", won("O"))
            .at("2026-03-01", started("S", null))
            .at("2026-06-01", cancelled("S"));

    assertThat(history(story, CustomerSince.BILLING))
        .containsExactly(
            "OPPORTUNITY 2026-01-20",
            "VISITOR 2026-02-01",
            "CUSTOMER 2026-03-01",
            "CHURNED 2026-06-01");
    assertThat(history(story, CustomerSince.SALES))
        .containsExactly("OPPORTUNITY 2026-01-20", "CUSTOMER 2026-02-01");
  }

  @Test
  void whatLiesAheadIsNotHistoryYet() {
    Story story =
        new Story()
            .at("2026-01-01", started("S", null))
            .at(
                "2026-01-10",
                new SubscriptionCancelled("S", Story.instant("2026-02-01"), true, null, Map.of()));

    assertThat(lines(entries(story, CustomerSince.EITHER, "2026-01-31")))
        .containsExactly("CUSTOMER 2026-01-01");
    assertThat(lines(entries(story, CustomerSince.EITHER, "2026-02-01")))
        .containsExactly("CUSTOMER 2026-01-01", "CHURNED 2026-02-01");
  }

  private static List<String> history(Story story) {
    return history(story, CustomerSince.EITHER);
  }

  @Test
  void theCustomerIsWokenForEveryTurnThatIsStillToCome() {
    Story story =
        new Story()
            .at("2026-01-05", captured("L"))
            .at("2026-02-01", qualified("L", QualificationLevel.MQL))
            .at("2026-03-01", new LeadDisqualified("L", null, Map.of()));

    assertThat(wakesAt(story, "2026-01-10")).isEqualTo("2026-02-01");
    assertThat(wakesAt(story, "2026-02-01")).isEqualTo("2026-03-01");
    assertThat(wakesAt(story, "2026-03-01")).isEqualTo("never");
  }

  private static String wakesAt(Story story, String now) {
    Ledger ledger = new Ledger(Policy.standard(), Story.instant(now));
    story.events().forEach(ledger::accept);
    OptionalLong wakesAt = ledger.customer().wakesAt();
    return wakesAt.isPresent() ? day(Instant.ofEpochMilli(wakesAt.getAsLong())) : "never";
  }

  private static List<String> history(Story story, CustomerSince since) {
    return lines(entries(story, since, NOW));
  }

  private static List<StageEntry> entries(Story story, CustomerSince since, String now) {
    Ledger ledger = new Ledger(Policy.standard().withCustomerSince(since), Story.instant(now));
    story.events().forEach(ledger::accept);
    return ledger.lifecycle().getStages();
  }

  private static List<String> lines(List<StageEntry> entries) {
    return entries.stream()
        .map(entry -> entry.getStage() + " " + day(entry.getEnteredAt()))
        .toList();
  }

  private static String day(Instant instant) {
    return instant.toString().substring(0, 10);
  }

  private static CampaignTouched touched() {
    return CampaignTouched.newBuilder().setChannel("email").setKind(TouchKind.CLICK).build();
  }

  private static LeadCaptured captured(String id) {
    return LeadCaptured.newBuilder().setLeadId(id).build();
  }

  private static LeadQualified qualified(String id, QualificationLevel level) {
    return new LeadQualified(id, level, null, Map.of());
  }

  private static OpportunityOpened opened(String id) {
    return OpportunityOpened.newBuilder().setOpportunityId(id).build();
  }

  private static OpportunityWon won(String id) {
    return new OpportunityWon(id, null, null, Map.of());
  }

  private static SpecificRecord stage(String id, String stage) {
    return OpportunityChanged.newBuilder().setOpportunityId(id).setStage(stage).build();
  }

  private static SubscriptionStarted started(String id, String trialEnds) {
    return SubscriptionStarted.newBuilder()
        .setSubscriptionId(id)
        .setUnitAmountMicros(Micros.parse("100"))
        .setCurrency("EUR")
        .setInterval(BillingInterval.MONTH)
        .setTrialEndsAt(trialEnds == null ? null : Story.instant(trialEnds))
        .build();
  }

  private static SubscriptionCancelled cancelled(String id) {
    return new SubscriptionCancelled(id, null, true, null, Map.of());
  }
}
