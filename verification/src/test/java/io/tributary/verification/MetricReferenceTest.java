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
      A row carries what each value is made of: `numerator` and `denominator` (the value itself and 1 where it is no quotient; the expected revenue
      and the mean cycle of a velocity; none where one would be divided by 0), and `sample`, the count of things behind it: those that the denominator counts,
      else the customers or opportunities behind an amount, 1 where none are counted.

      Amounts are in the reporting currency; others are converted at the rate of their day, the latest known on or before it: what flowed at the
      rate of each of its days, a level at that of the as-of day. Retention compares at the rates of the window's start. A pair that was given
      the other way round is turned round, and of several sources the last word on a pair and day holds. As long as nothing is known of a pair, the way
      goes through one other currency, both of whose pairs are known: the first by name. Once the pair itself is known nothing else counts, and never
      does a way through two others. A rate is one exact quotient, rounded once, half-even, to 18 decimals, and a converted sum is rounded once, to micro-units:
      the same rates give the same values in whatever order they came. Amounts without a rate are left out, and the row names their currencies (`left_out`).
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
