package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private final Settling settling = new Settling();

  @Test
  void itGoesForwardThoughMoreIsFoundToBeDone() {
    double[] shown =
        DoubleStream.of(
                settling.done(1_000, 50),
                settling.done(500, 4_000),
                settling.done(2_000, 5_000),
                settling.done(0, 8_000),
                settling.done(0, 4_000),
                settling.done(0, 6_000),
                settling.done(0, 0))
            .toArray();

    assertThat(shown).containsExactly(0, 0.25, 0.25, 0.5, 0.75, 0.75, 1);
  }
}
