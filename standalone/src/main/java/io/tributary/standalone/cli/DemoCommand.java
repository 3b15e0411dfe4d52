package io.tributary.standalone.cli;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.standalone.demo.DemoData;
import io.tributary.standalone.demo.DemoEvent;
import io.tributary.standalone.demo.DemoSource;
import io.tributary.standalone.demo.MetricsReport;
import io.tributary.standalone.demo.Sending;
import io.tributary.standalone.demo.Trickle;
import io.tributary.standalone.instance.Instance;
import io.tributary.standalone.instance.SourceKeys;
import io.tributary.standalone.sending.EdgeClient;
import io.tributary.standalone.sending.EventSender;
import io.tributary.standalone.sending.ProgressLine;
import io.tributary.standalone.sending.SendingException;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what Tributary does, with eighteen months of a software company. */
@Command(
    name = "demo",
    description = {
      "Start everything, send 18 months of events of a software company through it, show the metrics, and go on with a few events a second until Ctrl-C.",
      "The events come from its marketing, sales, billing and support systems; some are late, some are sent twice, some are wrong. Sending them again changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary demo",
      "  tributary demo --once --seed 7 --until 2026-06-30 --data /tmp/demo",
      "  tributary demo --to http://localhost:8080"
    })
final class DemoCommand extends StandaloneCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int SLOWEST_MILLIS = 600;
  private static final Duration TOLD_EVERY = Duration.ofSeconds(30);

  @Option(names = "--once", description = "End after showing the metrics.")
  private boolean once;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "" + DemoData.SEED,
      description = {
        "Another seed tells of another company (default: ${DEFAULT-VALUE}).",
        "The same seed and the same --until give the same events and the same numbers."
      })
  private long seed;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Last day that is told of (default: yesterday, UTC).")
  private LocalDate until;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = {
        "Send the events to the HTTP edge at this address instead, such as that of docker compose, and end.",
        "It must know the sources marketing, crm, billing and support by their keys."
      })
  private URI elsewhere;

  @Option(
      names = "--key",
      paramLabel = "SOURCE=KEY",
      description =
          "With --to: the key of a source (default: trib_local_SOURCE, as in examples/sources.yaml).")
  private Map<String, String> keysElsewhere = Map.of();

  @Override
  public Integer call() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate last = until == null ? today.minusDays(1) : until;
    if (last.isAfter(today)) {
      throw new ConfigurationException("--until " + last + " is in the future");
    }
    if (elsewhere != null) {
      EventSender sender = new EventSender(elsewhere, EdgeClient.of(Optional.empty()), PATIENCE);
      DemoData.Told told = DemoData.of(seed, last);
      say(new Sending(sender, keysElsewhere(), ProgressLine.standard()).send(told.events()), told);
      return 0;
    }
    long started = System.nanoTime();
    Map<DemoSource, String> keys = keys();
    try (StopSignal stop = new StopSignal();
        Instance instance = attachOrStart()) {
      return stop.run(() -> show(instance, keys, last, started)) || !once ? 0 : 1;
    }
  }

  private Map<DemoSource, String> keys() throws IOException {
    Map<DemoSource, String> keys = new EnumMap<>(DemoSource.class);
    for (DemoSource source : DemoSource.values()) {
      keys.put(source, new SourceKeys(folder()).of(source.label()));
    }
    return keys;
  }

  private Map<DemoSource, String> keysElsewhere() {
    Map<DemoSource, String> keys = new EnumMap<>(DemoSource.class);
    for (DemoSource source : DemoSource.values()) {
      keys.put(source, keysElsewhere.getOrDefault(source.label(), "trib_local_" + source.label()));
    }
    return keys;
  }

  private void show(Instance instance, Map<DemoSource, String> keys, LocalDate last, long started)
      throws Exception {
    EventSender sender =
        new EventSender(
            instance.endpoints().http(),
            EdgeClient.of(instance.endpoints().certificate()),
            PATIENCE);
    for (String key : keys.values()) {
      sender.awaitKey(key);
    }
    DemoData.Told told = DemoData.of(seed, last);
    Sending.Verdicts verdicts =
        new Sending(sender, keys, ProgressLine.standard()).send(told.events());
    awaitSettled(instance);
    try (Connection warehouse = instance.warehouse()) {
      out().println();
      new MetricsReport(warehouse, last, out()).print();
      out().println();
      say(verdicts, told);
      say(warehouse);
    }
    out()
        .printf(
            "%nAll of this took %.0f s. %s",
            (System.nanoTime() - started) / 1e9, instance.isOwn() ? howToGoOn(last) : "");
    out().println();
    out().flush();
    if (!once) {
      goOn(told, sender, keys);
    }
  }

  private void say(Sending.Verdicts verdicts, DemoData.Told told) {
    out()
        .printf(
            "%,d events were sent: %,d accepted, %,d of them a second time; %,d rejected, as they should be:%n",
            told.events().size(), verdicts.accepted(), told.repeated(), verdicts.rejected());
    verdicts.rejectedByCode().forEach((code, count) -> out().printf("  %,4d  %s%n", count, code));
    out().flush();
  }

  private void say(Connection warehouse) throws SQLException {
    try (Statement statement = warehouse.createStatement();
        ResultSet counts =
            statement.executeQuery(
                """
                SELECT (SELECT count(*) FROM analytics.event),
                       (SELECT count(*) FROM analytics.customer_360),
                       (SELECT count(*) FROM analytics.metric_value)""")) {
      counts.next();
      out()
          .printf(
              "In the warehouse: %,d events, %,d visitors and customers, %,d metric values.%n",
              counts.getLong(1), counts.getLong(2), counts.getLong(3));
    }
  }

  private void goOn(DemoData.Told told, EventSender sender, Map<DemoSource, String> keys)
      throws SendingException, InterruptedException {
    out().println("The story goes on, with a few events a second, until Ctrl-C ...");
    out().flush();
    Trickle trickle = new Trickle(told.cast(), Instant.now());
    long sent = 0;
    long toldAt = System.nanoTime();
    while (true) {
      for (DemoEvent event : trickle.next(Instant.now())) {
        sent += sender.send(keys.get(event.source()), List.of(event.json())).accepted();
      }
      if (System.nanoTime() - toldAt > TOLD_EVERY.toNanos()) {
        toldAt = System.nanoTime();
        out().printf("%,d live events so far%n", sent);
        out().flush();
      }
      Thread.sleep(ThreadLocalRandom.current().nextInt(SLOWEST_MILLIS));
    }
  }

  private String howToGoOn(LocalDate last) {
    String data = " --data " + fromHere(folder().root());
    return """
        Look around%s:
          ./tributary query%s "SELECT * FROM analytics.pipeline_velocity_daily WHERE as_of = '%s' AND \\"window\\" = 'R90' AND dimension = 'owner'"
          ./tributary query%s "SELECT stage, count(*) FROM analytics.customer_360 GROUP BY stage"
          ./tributary query%s "SELECT code, message, raw FROM analytics.rejected_event LIMIT 10"
          ./tributary status%s"""
        .formatted(once ? ", after ./tributary up" + data : "", data, last, data, data, data);
  }
}
