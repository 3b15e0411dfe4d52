package io.tributary.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {
  @ParameterizedTest
  @CsvSource({
    "12500.00, 12500000000",
    "0.000001, 1",
    "-3, -3000000",
    "1e3, 1000000000",
    "9223372036854.775807, 9223372036854775807",
    "0E+2000000000, 0",
  })
  void decimalsAreExact(String decimal, long micros) {
    assertThat(Micros.parse(decimal)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0000001",
        "9223372036854.775808",
        "1E+1000000000",
        "1E-1000000000",
        "1E-999999999",
        "1E-2147483647",
        "-9E-7"
      })
  @Timeout(5)
  void whatDoesNotFitIsRefused(String decimal) {
    assertThatThrownBy(() -> Micros.parse(decimal)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({"12500000000, 12500", "1, 0.000001", "0, 0", "-1500000, -1.5"})
  void amountsAreShownWithoutTrailingZeros(long micros, String decimal) {
    assertThat(Micros.format(micros)).isEqualTo(decimal);
  }

  @Test
  void theLargerSharesComeFirst() {
    assertThat(Micros.split(10, 4)).containsExactly(3, 3, 2, 2);
    assertThat(Micros.split(-10, 4)).containsExactly(-3, -3, -2, -2);
  }

  @Property
  void sharesSumToTheWholeAndDifferByAtMostOne(
      @ForAll long micros, @ForAll @IntRange(min = 1, max = 400) int parts) {
    long[] shares = Micros.split(micros, parts);

    assertThat(shares).hasSize(parts);
    assertThat(Arrays.stream(shares).sum()).isEqualTo(micros);
    assertThat(
            Arrays.stream(shares).max().orElseThrow() - Arrays.stream(shares).min().orElseThrow())
        .isBetween(0L, 1L);
  }
}
