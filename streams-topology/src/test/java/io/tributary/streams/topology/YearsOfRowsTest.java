package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.alerts.AlertRules;
import io.tributary.streams.example.Events;
import io.tributary.streams.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backfill begins with events that are not late yet and put years of rows out of date: these wait
 * until nothing changes, as most of them will be others soon. What puts a few out of date is seen
 * at once.
 */
class YearsOfRowsTest {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofSeconds(4);

  @TempDir private Path stateDirectory;

  @Test
  void rowsOfAFewDaysGoOutAtOnce() {
    try (MetricsFixture pipeline = pipeline()) {
      pipeline.send(new Events().opened("A", "A1", "2026-03-01", "1200.00"));

      pipeline.advance(A_MOMENT);
      pipeline.advance(A_MOMENT);

      assertThat(pipeline.rows()).isNotEmpty();
    }
  }

  @Test
  void rowsOfYearsWaitUntilNothingChanges() {
    try (MetricsFixture pipeline = pipeline()) {
      pipeline.send(new Events().opened("A", "A1", "2022-03-01", "1200.00"));

      pipeline.advance(A_MOMENT);
      pipeline.advance(A_MOMENT);
      pipeline.send(new Events().opened("B", "B1", "2022-03-02", "1200.00"));
      pipeline.advance(A_MOMENT);
      pipeline.advance(A_MOMENT);

      assertThat(pipeline.rows()).isEmpty();
      pipeline.advance(QUIET);
      assertThat(pipeline.rows()).isNotEmpty();
    }
  }

  private MetricsFixture pipeline() {
    return new MetricsFixture(stateDirectory, Policy.standard(), clock -> () -> AlertRules.NONE);
  }
}
