package io.tributary.sink.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sink.SinkConfiguration.BatchLimits;
import io.tributary.sink.warehouse.SinkRecord;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final Duration AGE = Duration.ofMillis(200);

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Gathering gathering = new Gathering(new BatchLimits(3, 1_000, AGE), nanos::get);

  @Test
  void nothingIsNeverDue() {
    nanos.addAndGet(Duration.ofDays(1).toNanos());

    assertThat(gathering.isDue(false)).isFalse();
    assertThat(gathering.isDue(true)).isFalse();
  }

  @Test
  void aBatchIsDueWhenItsFirstRecordHasWaitedEnough() {
    add(0);
    nanos.addAndGet(AGE.toNanos() - 1);
    add(0);
    assertThat(gathering.isDue(false)).isFalse();

    nanos.addAndGet(1);
    assertThat(gathering.isDue(false)).isTrue();
  }

  @Test
  void whoIsBehindWaitsLongerForALargerBatchButNotForever() {
    add(0);
    nanos.addAndGet(AGE.toNanos());
    assertThat(gathering.isDue(true)).isFalse();

    nanos.addAndGet(4 * AGE.toNanos());
    assertThat(gathering.isDue(true)).isTrue();
  }

  @Test
  void aFullBatchIsDueAtOnce() {
    add(0);
    add(0);
    assertThat(gathering.isDue(true)).isFalse();
    add(0);
    assertThat(gathering.isDue(true)).as("rows").isTrue();

    gathering.clear();
    add(1_000);
    assertThat(gathering.isDue(true)).as("bytes").isTrue();
  }

  private void add(int bytes) {
    gathering.add(
        new SinkRecord(new TopicPartition("topic", 0), 0, "key", null, 0, new byte[bytes]));
  }
}
