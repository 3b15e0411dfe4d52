package io.tributary.standalone.cli;

import io.tributary.standalone.instance.Instance;
import io.tributary.standalone.instance.LentKeys;
import io.tributary.standalone.quarantine.ExportLine;
import io.tributary.standalone.quarantine.Filter;
import io.tributary.standalone.quarantine.MergePatch;
import io.tributary.standalone.quarantine.Quarantined;
import io.tributary.standalone.quarantine.Replay;
import io.tributary.standalone.query.ResultFormat;
import io.tributary.standalone.sending.EdgeClient;
import io.tributary.standalone.sending.EventSender;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What was not accepted, and what can be done about it. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description =
        "What was not accepted: look at it, take it elsewhere, mend it, send it once more.",
    subcommands = {
      QuarantineCommand.ListThem.class,
      QuarantineCommand.Show.class,
      QuarantineCommand.Export.class,
      QuarantineCommand.ReplayThem.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary quarantine list --source my-crm --since 2d",
      "  tributary quarantine show 5f0c",
      "  tributary quarantine replay --code unmapped --dry-run",
      "  tributary quarantine replay --type opportunity.wno --patch '{\"type\": \"opportunity.won\"}'"
    })
final class QuarantineCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what is to be done with the quarantine? There are: list, show, export, replay");
  }

  /** Works on an instance that runs. */
  private abstract static class OnInstance extends StandaloneCommand {
    @Mixin private QuarantineFilters filters;

    @Override
    public final Integer call() throws Exception {
      // A wrong option is said whether or not an instance runs.
      Filter filter = filters.filter(Clock.systemUTC());
      Optional<Instance> running = Instance.attach(folder());
      if (running.isEmpty()) {
        err().println(notRunning());
        return 1;
      }
      try (Instance instance = running.get()) {
        int code = run(instance, filter, filters);
        out().flush();
        return code;
      }
    }

    abstract int run(Instance instance, Filter filter, QuarantineFilters filters) throws Exception;

    final List<Quarantined> read(Instance instance, Filter filter, QuarantineFilters filters)
        throws Exception {
      try (Connection connection = instance.warehouse()) {
        return Quarantined.read(connection, filter, filters.limit());
      }
    }
  }

  /** Lists. */
  @Command(name = "list", description = "List what was not accepted, oldest first.")
  static final class ListThem extends OnInstance {
    private static final String COLUMNS =
        "rejection_id, received_at, source, endpoint, type, event_id, code, field, message";

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "table",
        description = "table, csv or json (default: ${DEFAULT-VALUE}).")
    private ResultFormat format;

    @Override
    int run(Instance instance, Filter filter, QuarantineFilters filters) throws Exception {
      try (Connection connection = instance.warehouse();
          PreparedStatement statement = filter.query(connection, COLUMNS, filters.limit());
          ResultSet rows = statement.executeQuery()) {
        format.write(rows, out());
      }
      return 0;
    }
  }

  /** Shows. */
  @Command(name = "show", description = "Show all that is known of something, and what was sent.")
  static final class Show extends OnInstance {
    @Override
    int run(Instance instance, Filter filter, QuarantineFilters filters) throws Exception {
      List<Quarantined> found = read(instance, filter, filters);
      for (Quarantined kept : found) {
        out()
            .printf(
                "%s, received %s from %s at %s (%s)%nevent %s of type %s%n%s%n%n%s%n%n",
                kept.rejectionId(),
                kept.receivedAt(),
                kept.source(),
                kept.endpoint(),
                kept.contentType(),
                kept.eventId(),
                kept.type(),
                kept.rejections(),
                new String(kept.raw(), StandardCharsets.UTF_8));
      }
      if (found.isEmpty()) {
        err().println("there is nothing of that kind in quarantine");
      }
      return found.isEmpty() ? 1 : 0;
    }
  }

  /** Exports. */
  @Command(name = "export", description = "Write it as lines of JSON, with the reasons.")
  static final class Export extends OnInstance {
    @Override
    int run(Instance instance, Filter filter, QuarantineFilters filters) throws Exception {
      read(instance, filter, filters).forEach(kept -> out().println(ExportLine.of(kept)));
      return 0;
    }
  }

  /** Sends once more. */
  @Command(
      name = "replay",
      description = {
        "Send it once more to where it was sent first, as the same source.",
        "Events keep their ids, so that sending one twice adds nothing. What is still not accepted stays as it is.",
        "A source without a key on this machine is lent one until the replay ends; a source that is no longer in the sources file is not sent for."
      })
  static final class ReplayThem extends OnInstance {
    @Option(
        names = "--patch",
        paramLabel = "JSON",
        description = "A JSON merge patch that is applied to each, or @FILE that holds it.")
    private String patch;

    @Option(
        names = "--dry-run",
        description = "Only say what would now be accepted; nothing is sent.")
    private boolean dryRun;

    @Option(names = "--all", description = "Everything that is in quarantine.")
    private boolean all;

    @Override
    int run(Instance instance, Filter filter, QuarantineFilters filters) throws Exception {
      if (!all && !filters.any()) {
        err().println("say which by ids or options, or --all");
        return 2;
      }
      Optional<MergePatch> merge = patch();
      List<Quarantined> kept = read(instance, filter, filters);
      try (StopSignal stop = new StopSignal();
          LentKeys keys =
              LentKeys.to(folder(), kept.stream().map(Quarantined::source).distinct().toList())) {
        keys.lent()
            .forEach(
                source ->
                    err()
                        .printf(
                            "%s has no key on this machine: it is lent one until the replay ends%n",
                            source));
        err().flush();
        int[] code = {1};
        stop.run(() -> code[0] = replay(instance, keys.keys(), kept, merge));
        return code[0];
      }
    }

    private int replay(
        Instance instance,
        Map<String, String> keys,
        List<Quarantined> kept,
        Optional<MergePatch> merge)
        throws Exception {
      HttpClient client = EdgeClient.of(instance.endpoints().certificate());
      EventSender sender =
          new EventSender(instance.endpoints().http(), client, EventSender.KEY_KNOWN);
      for (String key : keys.values()) {
        sender.awaitKey(key);
      }
      Replay.Outcome outcome =
          new Replay(instance.endpoints().http(), client, keys).run(kept, merge, dryRun);
      outcome.rejected().forEach((id, why) -> out().printf("%s %s%n", id, why));
      out()
          .printf(
              "%,d looked at; %,d events %s; %,d still not%n",
              kept.size(),
              outcome.accepted(),
              dryRun ? "would be accepted" : "accepted",
              outcome.rejected().size());
      return outcome.rejected().isEmpty() ? 0 : 1;
    }

    private Optional<MergePatch> patch() throws Exception {
      if (patch == null) {
        return Optional.empty();
      }
      String text = patch.startsWith("@") ? Files.readString(Path.of(patch.substring(1))) : patch;
      return Optional.of(MergePatch.parse(text));
    }
  }
}
