package io.tributary.sink;

import io.tributary.event.Identifier;
import io.tributary.event.RevenueEvent;
import io.tributary.event.TicketSolved;
import io.tributary.output.AlertState;
import io.tributary.output.Contribution;
import io.tributary.output.CustomerLifecycle;
import io.tributary.output.EntityContributions;
import io.tributary.output.IdentityAssignment;
import io.tributary.output.LifecycleStage;
import io.tributary.output.MetricAlert;
import io.tributary.output.MetricValue;
import io.tributary.output.MetricValues;
import io.tributary.output.Money;
import io.tributary.output.StageEntry;
import io.tributary.sink.warehouse.SinkRecord;
import io.tributary.topic.Topic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/** Records to test with: small, and different from each other only where the test says so. */
public final class Records {
  public static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
  public static final LocalDate DAY = LocalDate.parse("2026-03-14");

  private Records() {}

  public static TopicPartition partition(Topic topic) {
    return new TopicPartition(topic.name(), 0);
  }

  public static SinkRecord record(Topic topic, long offset, String key, SpecificRecord value) {
    return new SinkRecord(
        partition(topic),
        offset,
        key,
        value,
        NOON.toEpochMilli() + offset,
        value == null ? null : new byte[] {1});
  }

  public static RevenueEvent event(String id) {
    return event(id, "email:ada@acme.example", NOON);
  }

  public static RevenueEvent event(String id, String subject, Instant occurredAt) {
    String[] kindAndValue = subject.split(":", 2);
    return new RevenueEvent(
        id,
        "helpdesk",
        "helpdesk",
        "ticket.solved",
        occurredAt,
        NOON,
        List.of(new Identifier(kindAndValue[0], kindAndValue[1])),
        new TicketSolved("T-1", null, Map.of()));
  }

  /** A customer that became a lead and then what it is now. */
  public static CustomerLifecycle customer(String id, LifecycleStage stage, String... identifiers) {
    List<StageEntry> stages = new ArrayList<>();
    stages.add(new StageEntry(LifecycleStage.LEAD, NOON, NOON.plusSeconds(60)));
    stages.add(new StageEntry(stage, NOON.plusSeconds(60), null));
    return CustomerLifecycle.newBuilder()
        .setCustomerId(id)
        .setStage(stage)
        .setStageEnteredAt(NOON.plusSeconds(60))
        .setStages(stages)
        .setMrr(List.of(new Money("EUR", 199_900_000L)))
        .setLifetimeRevenue(List.of())
        .setOpenPipeline(List.of())
        .setOpenOpportunities(1)
        .setOpenTickets(0)
        .setHealth(List.of())
        .setIdentifiers(List.of(identifiers))
        .setFirstSeen(NOON)
        .setLastSeen(NOON)
        .setVersion(1L)
        .setUpdatedAt(NOON)
        .build();
  }

  public static IdentityAssignment assignment(
      String identifier, String customerId, long generation) {
    return new IdentityAssignment(identifier, customerId, generation, NOON);
  }

  public static String pageKey(String customerId, String opportunity) {
    return customerId + "|OPPORTUNITY|" + opportunity;
  }

  /** The page of an opportunity, with a line of won_amount for each amount, on days in a row. */
  public static EntityContributions page(String customerId, String opportunity, long... amounts) {
    List<Contribution> lines = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      lines.add(new Contribution("won_amount", DAY.plusDays(i), "EUR", amounts[i]));
    }
    return EntityContributions.newBuilder()
        .setCustomerId(customerId)
        .setEntityKind("OPPORTUNITY")
        .setEntityId(opportunity)
        .setContributions(lines)
        .setUpdatedAt(NOON)
        .build();
  }

  public static String metricsKey(String slice) {
    return "acquisition|channel|" + slice + "|" + DAY;
  }

  /** Two metrics of one family, one of them without a value. */
  public static MetricValues metrics(String slice, long cacMicros) {
    return new MetricValues(
        "acquisition",
        "channel",
        slice,
        DAY,
        "EUR",
        false,
        "p1",
        List.of(
            new MetricValue("cac", "R30", cacMicros, 2 * cacMicros, 2_000_000L, 2L),
            new MetricValue("cac", "R7", null, cacMicros, 0L, 0L)),
        NOON,
        List.of(),
        1,
        0);
  }

  public static MetricAlert alert(String changeId, AlertState state) {
    return MetricAlert.newBuilder()
        .setRule("cac-too-high")
        .setMetric("cac")
        .setWindow("R30")
        .setDimension("channel")
        .setSlice("events")
        .setState(state)
        .setPreviousState(AlertState.OK)
        .setReason("threshold")
        .setValueMicros(600_000_000L)
        .setThresholdMicros(500_000_000L)
        .setSeverity("warning")
        .setLabels(Map.of("team", "growth"))
        .setSummary("CAC in events is 600")
        .setAsOf(DAY)
        .setSince(NOON)
        .setChangedAt(NOON)
        .setChangeId(changeId)
        .build();
  }
}
