package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.state.WaitingNames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class PriorityTest {
  private static final long NOW = Instant.parse("2026-03-31T12:00:00Z").toEpochMilli();
  private static final SpecificRecord VALUE = new WaitingNames(List.of());

  @Test
  void whatFollowsIsReadBeforeEventsOfManyYearsAgoAndThenHasItsTimeAgain() {
    long order = order(NOW);
    assertThat(order).isLessThan(Instant.parse("2010-01-01T00:00:00Z").toEpochMilli());

    MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
    Priority priority = new Priority();
    priority.init(context);
    priority.process(new Record<>("key", VALUE, order));

    assertThat(context.forwarded()).hasSize(1);
    assertThat(context.forwarded().get(0).record()).isEqualTo(new Record<>("key", VALUE, NOW));
  }

  @Test
  void whatFollowsIsReadInItsOwnOrder() {
    assertThat(order(NOW)).isLessThan(order(NOW + 1));
  }

  private static long order(long at) {
    return Priority.ORDER.extract(
        new ConsumerRecord<>(
            "topic",
            0,
            0,
            at,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            "key",
            VALUE,
            new RecordHeaders(),
            Optional.empty()),
        NOW);
  }
}
