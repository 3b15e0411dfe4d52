package io.tributary.standalone.cli;

import io.tributary.runtime.yaml.YamlNode;
import io.tributary.standalone.query.TextTable;
import io.tributary.streams.metrics.Metric;
import io.tributary.streams.metrics.MetricCatalogue;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.PolicyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the metrics that there are. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = {
      "List every metric with its unit, its formula and the windows it is reported in.",
      "L(d) is a level at the end of the as-of day, L(s) at the end of the day before the window; all else is counted over the window."
    },
    footerHeading = "%nExample:%n",
    footer = "  tributary metrics --policy policy.yaml")
final class MetricsCommand implements Callable<Integer> {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Where the stages of opportunities are defined (default: the usual ones).")
  private Path policyFile;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Policy policy =
        policyFile == null
            ? Policy.standard()
            : PolicyFile.parse(YamlNode.read(policyFile), Policy.standard());
    List<String[]> rows =
        MetricCatalogue.all(policy)
            .map(
                metric ->
                    new String[] {metric.name(), metric.unit(), metric.formula(), windows(metric)})
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    TextTable.write(
        new String[] {"metric", "unit", "formula", "windows"}, new boolean[4], rows, out);
    out.flush();
    return 0;
  }

  private static String windows(Metric metric) {
    return String.join(" ", metric.windows().stream().map(Enum::name).toList());
  }
}
