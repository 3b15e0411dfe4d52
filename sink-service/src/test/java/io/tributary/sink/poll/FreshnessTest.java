package io.tributary.sink.poll;

import static io.tributary.sink.Records.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final TopicPartition MOVING = new TopicPartition("sales-events", 0);
  private static final TopicPartition STAYING = new TopicPartition("sales-events", 1);
  private static final String FIRST = "first";
  private static final String SECOND = "second";

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Freshness freshness = new Freshness(meters, Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void thePartitionThatIsFurthestBehindCounts() {
    written(FIRST, MOVING, 3);
    written(SECOND, STAYING, 7);

    assertThat(seconds()).isEqualTo(7);
  }

  @Test
  void aPartitionThatNobodyHasDoesNotCount() {
    written(FIRST, MOVING, 7);
    written(SECOND, STAYING, 3);

    freshness.revoked(FIRST, List.of(MOVING));
    assertThat(seconds()).isEqualTo(3);

    freshness.revoked(SECOND, List.of(STAYING));
    assertThat(seconds()).isNaN();
  }

  @Test
  void aPartitionThatMovesIsAsFreshAsItsNextWriterSays() {
    written(FIRST, MOVING, 7);

    freshness.revoked(FIRST, List.of(MOVING));
    written(SECOND, MOVING, 2);

    assertThat(seconds()).isEqualTo(2);
  }

  @Test
  void whoLearnsLateThatAPartitionIsAnothersTakesNothingAway() {
    written(FIRST, MOVING, 7);
    written(SECOND, MOVING, 2);

    freshness.revoked(FIRST, List.of(MOVING));
    assertThat(seconds()).isEqualTo(2);

    freshness.revoked(SECOND, List.of(MOVING));
    assertThat(seconds()).isNaN();
  }

  @Test
  void whatIsToldLateMakesNothingOlder() {
    written(SECOND, MOVING, 2);
    written(FIRST, MOVING, 7);

    assertThat(seconds()).isEqualTo(2);
  }

  private void written(Object writer, TopicPartition partition, int secondsAgo) {
    freshness.written(writer, partition, NOON.minusSeconds(secondsAgo).toEpochMilli());
  }

  private double seconds() {
    return meters.get("tributary.freshness.seconds").tag("topic", MOVING.topic()).gauge().value();
  }
}
