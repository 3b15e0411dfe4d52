package io.tributary.standalone.cli;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.standalone.bench.BenchCommand;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. */
@Command(
    name = "tributary",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Customer-lifecycle state and revenue metrics from events, on this machine.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      StatusCommand.class,
      ImportCommand.class,
      QueryCommand.class,
      MetricsCommand.class,
      ExplainCommand.class,
      CustomerCommand.class,
      QuarantineCommand.class,
      KeysCommand.class,
      BenchCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage or configuration"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary demo                       show everything with a made-up company",
      "  tributary up                         start everything, and keep it running",
      "  tributary keys create my-crm         make a key for a source of events",
      "  tributary query \"SELECT * FROM analytics.freshness\"",
      "",
      "More about a command: tributary COMMAND --help"
    })
public final class TributaryMain {
  private static final int FAILED = 1;
  private static final int WRONG = 2;

  private TributaryMain() {}

  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new TributaryMain())
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(TributaryMain::wrong)
        .setExecutionExceptionHandler(TributaryMain::explain);
  }

  /** What was wrong, and what would have been right. */
  private static int wrong(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(failure.getMessage());
    Set<String> commands = command.getSubcommands().keySet();
    if (commands.isEmpty()) {
      command.usage(err);
    } else {
      err.println("The commands are " + String.join(", ", commands) + "; see: tributary --help");
    }
    return WRONG;
  }

  /** A message for people; the stack trace is in the log, if there is one. */
  private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
    LoggerFactory.getLogger(TributaryMain.class).error("{}", failure.getMessage(), failure);
    command.getErr().println("tributary: " + message(failure));
    if (failure instanceof ConfigurationException) {
      return WRONG;
    }
    if (command.getCommand() instanceof StandaloneCommand standalone) {
      Path log = standalone.folder().log();
      if (Files.exists(log)) {
        command.getErr().println("The log says more: " + log);
      }
    }
    return FAILED;
  }

  private static String message(Exception failure) {
    if (failure instanceof ConnectException) {
      return "the instance has ended, or does not answer any more";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
