package io.tributary.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      textBlock =
          """
          1, 3, 333333
          2, 3, 666667
          -1, 3, -333333
          1, -3, -333333
          1, 2000000, 0
          3, 2000000, 2
          5, 2000000, 2
          -1, 2000000, 0
          -3, 2000000, -2
          0, 7, 0
          7, 0, null
          0, 0, null
          9223372036854775807, 1000000, 9223372036854775807
          9223372036854775807, 999999, null
          -9223372036854775807, 1000000, -9223372036854775807
          """)
  void ratioIsHalfEvenAndNullWhereThereIsNone(long numerator, long denominator, Long micros) {
    assertThat(Exact.ratio(numerator, denominator)).isEqualTo(micros);
  }

  @Property
  void theShortWayIsTheLongWay(@ForAll long numerator, @ForAll long denominator) {
    if (denominator == 0) {
      return;
    }
    BigInteger expected =
        new BigDecimal(numerator)
            .multiply(BigDecimal.valueOf(1_000_000))
            .divide(new BigDecimal(denominator), 0, RoundingMode.HALF_EVEN)
            .toBigInteger();
    boolean fits = expected.abs().compareTo(BigInteger.valueOf(Long.MAX_VALUE)) <= 0;

    assertThat(Exact.ratio(numerator, denominator))
        .isEqualTo(fits ? (Long) expected.longValue() : null);
  }
}
