package io.tributary.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheTwoThere() {
    assertThat(Statistics.median(7)).isEqualTo(7);
    assertThat(Statistics.median(9, 1, 2)).isEqualTo(2);
    assertThat(Statistics.median(10, 1, 4, 2)).isEqualTo(3);
    assertThatThrownBy(Statistics::median).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void percentilesOfAHundred() {
    long[] hundred = LongStream.rangeClosed(1, 100).map(value -> 101 - value).toArray();

    assertThat(Statistics.percentile(hundred, 0.5)).isEqualTo(50);
    assertThat(Statistics.percentile(hundred, 0.95)).isEqualTo(95);
    assertThat(Statistics.percentile(hundred, 0.99)).isEqualTo(99);
    assertThat(Statistics.percentile(hundred, 1)).isEqualTo(100);
    assertThat(Statistics.percentile(hundred, 0)).isEqualTo(1);
    assertThat(Statistics.percentile(new long[] {3}, 0.99)).isEqualTo(3);
    assertThatThrownBy(() -> Statistics.percentile(new long[0], 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void soManyAreNotAboveAPercentile(@ForAll @NotEmpty List<Long> values) {
    long[] all = values.stream().mapToLong(Long::longValue).toArray();
    for (int percent : IntStream.of(0, 50, 95, 99, 100).toArray()) {
      long value = Statistics.percentile(all, percent / 100.0);
      long notAbove = LongStream.of(all).filter(each -> each <= value).count();
      assertThat(notAbove * 100).isGreaterThanOrEqualTo((long) percent * all.length);
      assertThat(values).contains(value);
    }
    assertThat(Statistics.percentile(all, 1)).isEqualTo(Collections.max(values));
  }
}
