package io.tributary.standalone.cli;

import io.tributary.standalone.instance.DataFolder;
import io.tributary.standalone.instance.Instance;
import io.tributary.standalone.instance.InstanceOptions;
import io.tributary.standalone.instance.NotSettledException;
import io.tributary.standalone.instance.PartFailedException;
import io.tributary.standalone.sending.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final Duration SETTLED = Duration.ofMinutes(30);

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
    return new InstanceOptions(Optional.ofNullable(config), settings, defaults());
  }

  /** Of settings that are others than usual with this command, by key. */
  protected Map<String, String> defaults() {
    return Map.of();
  }

  protected final String notRunning() {
    return "no instance runs on %s; start one with: tributary up".formatted(folder().root());
  }

  /** The instance that runs on the folder, or else a new one. */
  protected final Instance attachOrStart()
      throws IOException, InterruptedException, PartFailedException {
    Optional<Instance> running = Instance.attach(folder());
    if (running.isPresent()) {
      return running.get();
    }
    err().println("Starting (data in " + folder().root() + ") ...");
    err().flush();
    return Instance.start(folder(), options());
  }

  /** Waits, and shows how far it is, until all that was accepted is in the warehouse. */
  protected final void awaitSettled(Instance instance)
      throws NotSettledException, IOException, InterruptedException {
    long started = System.nanoTime();
    ProgressLine line = ProgressLine.standard();
    Settling settling = new Settling();
    instance.awaitSettled(
        SETTLED,
        (topology, sink) ->
            line.show(
                settling.done(topology, sink),
                "on the way to the warehouse: %,d records to process, %,d to write"
                    .formatted(topology, sink)));
    line.finish(
        "all is in the warehouse, after %.0f s".formatted((System.nanoTime() - started) / 1e9));
  }

  /** As short as it can be typed. */
  protected static Path fromHere(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
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
