package io.tributary.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.runtime.config.ConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class BenchCommandTest {
  private static Effort effort(String... arguments) {
    BenchCommand command = new BenchCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.effort();
  }

  @Test
  void threeRunsOfFifteenSecondsAreTheUsual() {
    assertThat(effort("sink"))
        .isEqualTo(new Effort(Duration.ofSeconds(15), Duration.ofSeconds(30), 3, false));
  }

  @Test
  void theShortFormIsOneShortRunUnlessSaidOtherwise() {
    assertThat(effort("all", "--short"))
        .isEqualTo(new Effort(Duration.ofSeconds(3), Duration.ofSeconds(3), 1, true));
    assertThat(effort("all", "--short", "--runs", "5", "--seconds", "2"))
        .isEqualTo(new Effort(Duration.ofSeconds(2), Duration.ofSeconds(2), 5, true));
  }

  @Test
  void whatIsImpossibleIsRefused() {
    assertThatThrownBy(() -> effort("sink", "--runs", "0"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--runs must be at least 1, not 0");
    assertThatThrownBy(() -> effort("sink", "--seconds", "-1"))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> effort("speed")).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> effort()).isInstanceOf(ParameterException.class);
  }

  @Test
  void allAreEachOnceAndInTheirOrder() {
    assertThat(BenchmarkName.each(List.of(BenchmarkName.SINK, BenchmarkName.IDENTITY)))
        .containsExactly(BenchmarkName.IDENTITY, BenchmarkName.SINK);
    assertThat(BenchmarkName.each(List.of(BenchmarkName.SINK, BenchmarkName.ALL)))
        .hasSize(BenchmarkName.values().length - 1)
        .doesNotContain(BenchmarkName.ALL);
  }

  @Test
  void aBenchmarkOfEachKindOfFigureFromBeginningToEnd() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new BenchCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute("identity", "lifecycle", "--short", "--seconds", "1", "--format", "json");

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("{\"benchmark\":") && line.endsWith("}"))
        .noneMatch(line -> line.contains("\"value\":0.0"));
  }
}
