package io.tributary.streams.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifier;
import io.tributary.event.Micros;
import io.tributary.event.RevenueEvent;
import io.tributary.output.MetricValue;
import io.tributary.serde.TrustedRecords;
import io.tributary.streams.policy.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events told as a test needs them, and the values that follow, to be compared with sums by hand.
 */
final class MetricTable {
  static {
    TrustedRecords.trust();
  }

  private final Policy policy;
  private final LocalDate today;
  private final List<RevenueEvent> events = new ArrayList<>();
  private InMemoryPipeline pipeline;
  private Map<String, MetricValue> rows;

  MetricTable(Policy policy) {
    this(policy, LocalDate.of(2026, 3, 31));
  }

  /**
   * @param today the last as-of day
   */
  MetricTable(Policy policy, LocalDate today) {
    this.policy = policy;
    this.today = today;
  }

  /**
   * @param time UTC, without a zone
   */
  MetricTable at(String account, String time, SpecificRecord body) {
    events.add(
        new RevenueEvent(
            "evt-" + events.size(),
            "crm",
            "crm",
            "told",
            Instant.parse(time + "Z"),
            Instant.EPOCH,
            List.of(new Identifier("account", "crm/" + account)),
            body));
    rows = null;
    return this;
  }

  /** The same events, seen from another day. */
  MetricTable asOf(LocalDate day) {
    MetricTable table = new MetricTable(policy, day);
    table.events.addAll(events);
    return table;
  }

  /** The value as of a day; null where there is none. */
  String value(String metric, String window, String slice, String asOf) {
    MetricValue row = row(metric, window, slice, asOf);
    return row.getValueMicros() == null ? null : Micros.format(row.getValueMicros());
  }

  MetricValue row(String metric, String window, String slice, String asOf) {
    MetricValue row = rows().get(InMemoryPipeline.row(metric, window, slice, asOf));
    assertThat(row).as("%s %s %s %s", metric, window, slice, asOf).isNotNull();
    return row;
  }

  /** The currencies that are missing from a row, "family|dimension|slice|as-of". */
  List<String> leftOut(String row) {
    rows();
    return pipeline.leftOut().get(row);
  }

  boolean has(String metric, String window, String slice, String asOf) {
    return rows().containsKey(InMemoryPipeline.row(metric, window, slice, asOf));
  }

  private Map<String, MetricValue> rows() {
    if (rows == null) {
      pipeline =
          new InMemoryPipeline(policy, today.plusDays(1).atStartOfDay(policy.zone()).toInstant());
      events.forEach(pipeline::accept);
      rows = pipeline.rows(today);
    }
    return rows;
  }
}
