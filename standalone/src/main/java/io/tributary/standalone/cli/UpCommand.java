package io.tributary.standalone.cli;

import io.tributary.standalone.instance.DataFolder;
import io.tributary.standalone.instance.Endpoints;
import io.tributary.standalone.instance.Instance;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Starts an instance and runs it until it is told to stop. */
@Command(
    name = "up",
    description = "Start everything on this machine, and run it until Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary up",
      "  tributary up --data /var/lib/tributary --set http.port=9090",
      "  tributary up --config tributary.yaml"
    })
final class UpCommand extends StandaloneCommand {
  @Override
  public Integer call() throws Exception {
    long started = System.nanoTime();
    err().println("Starting (data in " + folder().root() + ") ...");
    err().flush();
    try (StopSignal stop = new StopSignal();
        Instance instance = Instance.start(folder(), options())) {
      out().printf("Tributary runs, after %.1f s.%n", (System.nanoTime() - started) / 1e9);
      describe(instance.endpoints());
      stop.run(new CountDownLatch(1)::await);
      err().println("Stopping ...");
      err().flush();
    }
    return 0;
  }

  private void describe(Endpoints endpoints) {
    DataFolder folder = folder();
    out()
        .printf(
            """

              events      %s/v1/events
              warehouse   %s (psql: see below)
              Kafka       %s
              registry    %s
              management  %s/health/ready, /metrics
              data, logs  %s, %s

            Send an event:
              curl%s -H "Authorization: Bearer $(cat %s)" -H 'Content-Type: application/json' %s/v1/events -d '
                {"id": "evt-1", "type": "opportunity.opened", "occurred_at": "2026-03-01T09:00:00Z",
                 "identifiers": {"account": "001A"}, "data": {"opportunity_id": "006X", "amount": "12000.00", "currency": "USD"}}'
            Look at it:
              ./tributary query "SELECT * FROM analytics.event ORDER BY received_at DESC LIMIT 10"
              PGPASSFILE=%s psql -h 127.0.0.1 -p %s -U tributary_analyst tributary
            Stop with Ctrl-C; everything is kept.
            """,
            endpoints.http(),
            endpoints.warehouse(),
            endpoints.kafka(),
            endpoints.registry(),
            endpoints.management(),
            folder.root(),
            folder.log(),
            // Its certificate is made out to another name than 127.0.0.1.
            endpoints.certificate().isPresent() ? " --insecure" : "",
            fromHere(folder.localKey()),
            endpoints.http(),
            fromHere(folder.passwords()),
            endpoints.warehouse().replaceAll(".*:(\\d+)/.*", "$1"));
    out().flush();
  }
}
