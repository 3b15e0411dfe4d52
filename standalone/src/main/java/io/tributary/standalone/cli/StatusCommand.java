package io.tributary.standalone.cli;

import io.tributary.runtime.yaml.YamlNode;
import io.tributary.standalone.instance.Instance;
import io.tributary.standalone.instance.Lags;
import io.tributary.standalone.query.TextTable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Tells how an instance is. */
@Command(
    name = "status",
    description = {
      "Tell how the running instance is: its parts, what is left on the way, how fresh the warehouse is, how much is in it.",
      "Exit code 1 when none runs, or a part is down."
    },
    footerHeading = "%nExample:%n",
    footer = "  tributary status --data /var/lib/tributary")
final class StatusCommand extends StandaloneCommand {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final List<String> COUNTED =
      List.of(
          "event",
          "rejected_event",
          "customer_360",
          "contribution",
          "metric_value",
          "alert",
          "identity_conflict");

  @Override
  public Integer call() throws Exception {
    Optional<Instance> running = Instance.attach(folder());
    if (running.isEmpty()) {
      err().println(notRunning());
      return 1;
    }
    try (Instance instance = running.get()) {
      boolean up = parts(instance);
      try (Connection warehouse = instance.warehouse();
          Lags lags = instance.lags()) {
        topics(lags, warehouse);
        rows(warehouse);
      }
      out().flush();
      return up ? 0 : 1;
    }
  }

  private boolean parts(Instance instance) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(instance.endpoints().management().resolve("/health/ready"))
                    .timeout(ANSWER)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    List<String[]> parts = new ArrayList<>();
    // JSON is YAML.
    YamlNode.parse("health", answer.body())
        .required("parts")
        .entries()
        .forEach(
            (name, part) ->
                parts.add(
                    new String[] {
                      name,
                      part.required("status").text(),
                      part.optional("detail")
                          .or(() -> part.optional("cause"))
                          .map(YamlNode::text)
                          .orElse("")
                    }));
    table(new String[] {"part", "state", ""}, new boolean[3], parts);
    return answer.statusCode() == 200;
  }

  private void topics(Lags lags, Connection warehouse) throws SQLException {
    Lags.Ends ends = lags.ends();
    Map<String, Long> topology = lags.ofTopology(ends);
    Map<String, Long> sink = lags.ofSink(ends, warehouse);
    List<String[]> lines = new ArrayList<>();
    ends.byTopic()
        .forEach(
            (topic, records) -> {
              if (topology.containsKey(topic) || sink.containsKey(topic)) {
                lines.add(
                    new String[] {
                      topic, records.toString(), text(topology.get(topic)), text(sink.get(topic))
                    });
              }
            });
    table(
        new String[] {"topic", "records", "topology is behind", "sink is behind"},
        new boolean[] {false, true, true, true},
        lines);
  }

  private static String text(Long lag) {
    return lag == null ? "" : lag.toString();
  }

  private void rows(Connection warehouse) throws SQLException {
    List<String[]> lines = new ArrayList<>();
    try (Statement statement = warehouse.createStatement()) {
      for (String view : COUNTED) {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM analytics." + view)) {
          count.next();
          lines.add(new String[] {"analytics." + view, count.getString(1)});
        }
      }
      try (ResultSet fresh =
          statement.executeQuery(
              "SELECT to_char(max(valid_through) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"') FROM analytics.freshness")) {
        fresh.next();
        lines.add(new String[] {"latest record is of", fresh.getString(1)});
      }
    }
    table(new String[] {"warehouse", "rows"}, new boolean[] {false, true}, lines);
  }

  private void table(String[] names, boolean[] numeric, List<String[]> lines) {
    TextTable.write(names, numeric, lines, out());
    out().println();
  }
}
