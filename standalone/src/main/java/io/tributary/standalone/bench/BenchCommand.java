package io.tributary.standalone.bench;

import io.tributary.runtime.config.ConfigurationException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how fast each part is, and how fast the machine would let it be. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how fast the parts are on this machine, each beside its limit: what a program reaches that does nothing",
      "else. A part's share of its limit says more than its figure, as both meet the same disturbances.",
      "It works in a temporary folder with a broker, a registry and a database of its own, and leaves nothing behind."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary bench all --short          whether all works and is about as fast as it was, in some 5 minutes",
      "  tributary bench topology sink        two of them, at length",
      "  tributary bench sink --runs 5 --format json"
    })
public final class BenchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "BENCHMARK",
      arity = "1..*",
      description = "One or more of: ${COMPLETION-CANDIDATES}.")
  private List<BenchmarkName> asked;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long a figure is measured in a run (default: 15, with --short 3).")
  private Integer seconds;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs, whose median is shown (default: 3, with --short 1).")
  private Integer runs;

  @Option(
      names = "--short",
      description =
          "For a check that all works: hardly any warm-up, so figures are lower than they would be.")
  private boolean isShort;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (default: ${DEFAULT-VALUE}).")
  private ResultWriter format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Effort effort = effort();
    List<Result> results = new ArrayList<>();
    for (BenchmarkName name : BenchmarkName.each(asked)) {
      results.add(result(name, effort));
    }
    PrintWriter out = spec.commandLine().getOut();
    format.write(results, out);
    out.flush();
    return 0;
  }

  /** What was asked for. */
  Effort effort() {
    positive("--seconds", seconds);
    positive("--runs", runs);
    return Effort.of(seconds, runs, isShort);
  }

  private static void positive(String option, Integer value) {
    if (value != null && value < 1) {
      throw new ConfigurationException(option + " must be at least 1, not " + value);
    }
  }

  private Result result(BenchmarkName name, Effort effort) throws Exception {
    List<List<Measurement>> measured = new ArrayList<>();
    double[] loads = new double[effort.runs()];
    try (Benchmark benchmark = name.make(effort);
        ClosedOnSignal ignored = new ClosedOnSignal(benchmark)) {
      say(name + ": warming up ...");
      benchmark.prepare();
      for (int run = 0; run < effort.runs(); run++) {
        say("%s: run %d of %d ...".formatted(name, run + 1, effort.runs()));
        measured.add(benchmark.run());
        loads[run] = Machine.loadAverage();
      }
    }
    return Result.of(name, measured, loads);
  }

  private void say(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(text);
    err.flush();
  }
}
