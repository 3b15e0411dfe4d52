package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.metrics.MetricReference;
import io.tributary.streams.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The reference of metrics in the documentation is what the code has; {@code -Dreference=write}
 * makes it so.
 */
class MetricReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/metrics.md");
  private static final String HEAD =
      """
      # Metrics

      Every metric, as the code has it, with the stages of the standard policy. The name of a measure stands for its sum over the window;
      L(d) is a level at the end of the as-of day, L(s) one at the end of the day before the window. A value whose denominator is 0 is empty.
      Windows end with their as-of day: `R7 R30 R90 R365` are so many days, `MTD QTD YTD` begin with the month, the quarter and the fiscal year.
      Amounts are in the reporting currency; others are converted at the rate of their day, the latest known on or before it. Those without one
      are left out, and the row names their currencies (`left_out`). Retention compares at the rates of the window's start.
      """;

  @Test
  void theReferenceHasEveryMetricAndNoOther() throws Exception {
    String expected = HEAD + MetricReference.markdown(Policy.standard());
    if ("write".equals(System.getProperty("reference"))) {
      Files.createDirectories(REFERENCE.getParent());
      Files.writeString(REFERENCE, expected);
    }

    assertThat(REFERENCE).content().isEqualTo(expected);
  }
}
