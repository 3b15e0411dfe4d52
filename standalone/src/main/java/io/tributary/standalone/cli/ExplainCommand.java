package io.tributary.standalone.cli;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.standalone.explain.Explanation;
import io.tributary.standalone.explain.Question;
import io.tributary.standalone.instance.Instance;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a number apart. */
@Command(
    name = "explain",
    description = {
      "Show what a value is made of: the sums of the ledger that its formula uses, the customers and entities behind them, and, if asked for, their events.",
      "Exit code 1 when there is no such value."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary explain cac --window R90 --as-of 2026-06-30",
      "  tributary explain pipeline_velocity --window QTD --as-of 2026-06-30 --slice owner=Grace --events"
    })
final class ExplainCommand extends StandaloneCommand {
  private static final String TOTAL = "total";

  @Parameters(paramLabel = "METRIC", description = "As in: tributary metrics.")
  private String metric;

  @Option(
      names = "--window",
      paramLabel = "WINDOW",
      defaultValue = "R90",
      description = "R7, R30, R90, R365, MTD, QTD or YTD (default: ${DEFAULT-VALUE}).")
  private String window;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "The last day of the window (default: yesterday, UTC).")
  private LocalDate asOf;

  @Option(
      names = "--slice",
      paramLabel = "DIMENSION=VALUE",
      defaultValue = TOTAL,
      description =
          "channel, region, segment, owner or product, and which (default: ${DEFAULT-VALUE}).")
  private String slice;

  @Option(names = "--events", description = "Show the events, too.")
  private boolean events;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description = "How many entries, and events, are shown (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() throws Exception {
    if (limit < 1) {
      throw new ConfigurationException("--limit is at least 1");
    }
    Question question = question();
    Optional<Instance> running = Instance.attach(folder());
    if (running.isEmpty()) {
      err().println(notRunning());
      return 1;
    }
    try (Instance instance = running.get();
        Connection warehouse = instance.warehouse()) {
      Explanation explanation = new Explanation(warehouse, question, out());
      if (!explanation.value()) {
        err()
            .printf(
                "there is no %s in window %s and slice %s as of %s; tributary metrics lists what there is%n",
                metric, question.window(), slice, question.asOf());
        return 1;
      }
      explanation.parts();
      explanation.entries(limit);
      if (events) {
        explanation.events(limit);
      }
      out().flush();
      return 0;
    }
  }

  private Question question() {
    LocalDate day = asOf == null ? LocalDate.now(ZoneOffset.UTC).minusDays(1) : asOf;
    int equals = slice.indexOf('=');
    if (equals < 0 && !slice.equals(TOTAL)) {
      throw new ConfigurationException(
          "--slice " + slice + " is not " + TOTAL + " nor like owner=Grace");
    }
    return equals < 0
        ? new Question(metric, window, TOTAL, "", day)
        : new Question(
            metric, window, slice.substring(0, equals), slice.substring(equals + 1), day);
  }
}
