package io.tributary.standalone.cli;

import io.tributary.ingest.source.SourcesFile;
import io.tributary.standalone.instance.Endpoints;
import io.tributary.standalone.instance.Instance;
import io.tributary.standalone.sending.EdgeClient;
import io.tributary.standalone.sending.EventSender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keys of the sources that send events. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Keys of the sources that send events.",
    subcommands = KeysCommand.Create.class)
final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what is to be done with keys? There is: create");
  }

  /** Makes a key. */
  @Command(
      name = "create",
      description = {
        "Make a key for a source, and the source when it is new. An instance that runs",
        "takes it before the command ends.",
        "The key is printed on standard output, once: only its hash is kept."
      },
      footerHeading = "%nExample:%n",
      footer = "  export KEY=$(tributary keys create my-crm)")
  static final class Create extends StandaloneCommand {
    @Parameters(
        paramLabel = "SOURCE",
        description = "Name of the source: lower-case letters, digits, '-' and '_'.")
    private String source;

    @Override
    public Integer call() throws Exception {
      Path sources = folder().sources();
      Files.createDirectories(sources.getParent());
      String key = SourcesFile.addKey(sources, source);
      out().println(key);
      out().flush();
      Optional<Instance> running = Instance.attach(folder());
      if (running.isPresent()) {
        Endpoints edge = running.get().endpoints();
        new EventSender(edge.http(), EdgeClient.of(edge.certificate()), EventSender.KEY_KNOWN)
            .awaitKey(key);
        err().println("The instance that runs takes it from now on; sources are in " + sources);
      } else {
        err().println("Sources are in " + sources);
      }
      return 0;
    }
  }
}
