package io.tributary.standalone.cli;

import io.tributary.standalone.instance.DataFolder;
import io.tributary.standalone.instance.InstanceOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that works on a data folder. What it throws is shown as a message without a stack
 * trace: a {@link io.tributary.runtime.config.ConfigurationException} ends with exit code 2,
 * anything else with 1.
 */
@Command(mixinStandardHelpOptions = true)
public abstract class StandaloneCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "tributary-data",
      description = "Folder that holds everything (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML file with settings.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, stronger than the file; may be repeated.")
  private Map<String, String> settings = Map.of();

  @Spec private CommandSpec spec;

  protected final DataFolder folder() {
    return new DataFolder(data);
  }

  protected final InstanceOptions options() {
    return new InstanceOptions(Optional.ofNullable(config), settings);
  }

  protected final String notRunning() {
    return "no instance runs on %s; start one with: tributary up".formatted(folder().root());
  }

  /** For results. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** For what is said along the way. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
