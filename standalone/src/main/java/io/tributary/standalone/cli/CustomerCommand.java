package io.tributary.standalone.cli;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.standalone.customer.CustomerFinder;
import io.tributary.standalone.customer.CustomerFinder.Candidate;
import io.tributary.standalone.customer.CustomerReport;
import io.tributary.standalone.instance.Instance;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells who somebody is. */
@Command(
    name = "customer",
    description = {
      "Show a customer: its identifiers and why they are linked, its stages, and everything that happened.",
      "Exit code 1 when nobody, or more than one, is known by the identifier."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary customer email:ada@example.com",
      "  tributary customer account:crm/001A --limit 1000",
      "  tributary customer 001A"
    })
final class CustomerCommand extends StandaloneCommand {
  @Parameters(
      paramLabel = "IDENTIFIER",
      description =
          "As kind:value or kind:namespace/value, or only the value; or the customer's id.")
  private String identifier;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "100",
      description = "How many events are shown, the latest ones (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() throws Exception {
    if (limit < 1) {
      throw new ConfigurationException("--limit is at least 1");
    }
    Optional<Instance> running = Instance.attach(folder());
    if (running.isEmpty()) {
      err().println(notRunning());
      return 1;
    }
    try (Instance instance = running.get();
        Connection warehouse = instance.warehouse()) {
      List<Candidate> candidates = new CustomerFinder(warehouse).find(identifier.strip());
      List<String> customers = candidates.stream().map(Candidate::customerId).distinct().toList();
      if (customers.size() == 1) {
        new CustomerReport(warehouse, customers.get(0), out()).print(limit);
        out().flush();
        return 0;
      }
      if (customers.isEmpty()) {
        err().println("nobody is known as " + identifier);
      } else {
        err().println(identifier + " may be any of these:");
        candidates.forEach(
            candidate ->
                err().println("  " + candidate.identifier() + "  of " + candidate.customerId()));
      }
      return 1;
    }
  }
}
