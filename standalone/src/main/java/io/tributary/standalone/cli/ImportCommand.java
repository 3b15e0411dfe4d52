package io.tributary.standalone.cli;

import io.tributary.standalone.importing.Import;
import io.tributary.standalone.importing.ImportFile;
import io.tributary.standalone.instance.Instance;
import io.tributary.standalone.instance.SourceKeys;
import io.tributary.standalone.sending.EdgeClient;
import io.tributary.standalone.sending.EventSender;
import io.tributary.standalone.sending.ProgressLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings files of events. */
@Command(
    name = "import",
    description = {
      "Bring files of events: NDJSON with an event per line, or CSV with a mapping that says what its columns mean.",
      "Uses the instance that runs on the folder, or starts one for as long as it takes. An import that broke off goes on where it was; importing a file twice changes nothing.",
      "Lines that are not accepted are reported, and do not make the command fail."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary import events.ndjson --source my-crm",
      "  tributary import sales_pipeline.csv --mapping examples/crm-sales/mapping.yaml"
    })
final class ImportCommand extends StandaloneCommand {
  /**
   * Of an instance that is there for the import only: nobody waits for a single event's answer, and
   * events that are written together cost the broker, and whoever reads them, less.
   */
  private static final Map<String, String> DEFAULTS = Map.of("publish.linger.ms", "100");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to import.")
  private List<Path> files;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "What the columns of a CSV file mean, in YAML.")
  private Path mapping;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = {
        "Source that the events come from (default: the mapping's, else local).",
        "Ids are unique within a source."
      })
  private String source;

  @Option(
      names = "--no-wait",
      description = "End when all is accepted, without waiting until it is in the warehouse.")
  private boolean noWait;

  @Override
  protected Map<String, String> defaults() {
    return DEFAULTS;
  }

  @Override
  public Integer call() throws Exception {
    // Whatever is wrong with any of them is said before anything is started or sent.
    List<String> kinds = Instance.identifierKinds(folder(), options());
    List<ImportFile> checked = new ArrayList<>();
    for (Path file : files) {
      checked.add(ImportFile.of(file, Optional.ofNullable(mapping), kinds));
    }
    Map<String, String> keys = new LinkedHashMap<>();
    SourceKeys sourceKeys = new SourceKeys(folder());
    for (ImportFile file : checked) {
      keys.put(sourceOf(file), sourceKeys.of(sourceOf(file)));
    }
    try (StopSignal stop = new StopSignal();
        Instance instance = attachOrStart()) {
      return stop.run(() -> bring(checked, keys, instance)) ? 0 : 1;
    }
  }

  private String sourceOf(ImportFile file) {
    return Optional.ofNullable(source).or(file::source).orElse(SourceKeys.LOCAL);
  }

  private void bring(List<ImportFile> checked, Map<String, String> keys, Instance instance)
      throws Exception {
    EventSender sender =
        new EventSender(
            instance.endpoints().http(),
            EdgeClient.of(instance.endpoints().certificate()),
            PATIENCE);
    for (String key : keys.values()) {
      sender.awaitKey(key);
    }
    for (ImportFile file : checked) {
      err().printf("%s, as events of the source %s:%n", file.path(), sourceOf(file));
      err().flush();
      Import run =
          new Import(sender, keys.get(sourceOf(file)), folder().imports(), ProgressLine.standard());
      tell(file, run.run(file));
    }
    if (!noWait) {
      awaitSettled(instance);
    }
  }

  private void tell(ImportFile file, Import.Summary summary) {
    out()
        .printf(
            "%s: %,d events accepted, %,d rejected%s%n",
            file.path().getFileName(),
            summary.accepted(),
            summary.rejected(),
            summary.resumedAfter() == 0
                ? ""
                : ", an earlier import continued after line %,d".formatted(summary.resumedAfter()));
    summary.shown().forEach(rejection -> out().println("  " + rejection));
    if (summary.rejected() > summary.shown().size()) {
      out().printf("  and %,d more%n", summary.rejected() - summary.shown().size());
    }
    if (summary.rejected() > 0) {
      out().println("  all of them, with the reasons: " + fromHere(summary.report()));
    }
    out().flush();
  }
}
