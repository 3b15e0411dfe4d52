package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.runtime.testing.SelfSigned;
import io.tributary.verification.StandaloneProcess.Ended;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line as its users have it: everything in one process, asked and stopped by others.
 */
class StandaloneTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String EVENTS =
      """
      [{"id": "1", "type": "opportunity.opened", "occurred_at": "2026-01-10T00:00:00Z",
        "identifiers": {"account": "001A"},
        "data": {"opportunity_id": "006X", "amount": "1000.00", "currency": "USD", "owner": "Grace"}},
       {"id": "2", "type": "opportunity.won", "occurred_at": "2026-01-20T00:00:00Z",
        "identifiers": {"account": "001A"}, "data": {"opportunity_id": "006X"}},
       {"id": "3", "type": "opportunity.wno", "occurred_at": "2026-01-20T00:00:00Z",
        "identifiers": {"account": "001A"}, "data": {"opportunity_id": "006X"}}]""";
  private static final Pattern KEY = Pattern.compile("trib_[0-9a-f]+");
  private static final String WON_AMOUNT =
      "SELECT value FROM analytics.metric_value WHERE metric = 'won_amount' AND \"window\" = 'R30'"
          + " AND dimension = 'owner' AND slice = 'Grace' AND as_of = DATE '2026-01-31'";

  /** The embedded server's library has them off. */
  private static final String DURABILITY =
      "SELECT current_setting('fsync') || ' ' || current_setting('synchronous_commit') || ' '"
          + " || current_setting('full_page_writes')";

  @TempDir private Path folder;

  @Test
  void whatWasSentIsThereAfterCtrlCAndAfterAKillAndNoProcessIsLeft() throws Exception {
    Path data = folder.resolve("data");
    List<ProcessHandle> stopped;
    try (StandaloneProcess instance = StandaloneProcess.up(data)) {
      awaitRunning(instance);
      assertThat(send(instance, instance.localKey(), "").body())
          .contains("\"accepted\":2", "type.unknown");
      awaitAnswer(data, WON_AMOUNT, "1000.000000");
      awaitAnswer(data, "SELECT count(*) FROM analytics.rejected_event", "1");
      awaitAnswer(data, DURABILITY, "on on on");
      awaitAnswer(data, "SELECT stage FROM analytics.customer_360", "CUSTOMER");
      assertThat(StandaloneProcess.run(data, "customer", "account:local/001A").output())
          .containsSubsequence(
              "stage               CUSTOMER",
              "opportunity:local/006X",
              "OPPORTUNITY",
              "opportunity.opened",
              "opportunity.won");
      assertThat(StandaloneProcess.run(data, "customer", "001a").output())
          .contains("opportunity.won");
      assertThat(StandaloneProcess.run(data, "customer", "somebody"))
          .matches(unknown -> unknown.code() == 1)
          .extracting(Ended::output)
          .asString()
          .contains("nobody is known as somebody");
      assertThat(
              StandaloneProcess.run(
                      data,
                      "quarantine",
                      "replay",
                      "--open",
                      "--patch",
                      "{\"type\":\"opportunity.won\"}")
                  .output())
          .contains("1 looked at; 1 events accepted; 0 still not");
      awaitAnswer(data, "SELECT count(*) FROM analytics.event", "3");
      assertThat(StandaloneProcess.run(data, "status").code()).isZero();
      assertThat(StandaloneProcess.run(data, "up"))
          .matches(second -> second.code() == 2)
          .extracting(Ended::output)
          .asString()
          .contains("already running on " + data)
          .doesNotContain("\tat ");
      stopped = instance.descendants();
      assertThat(instance.interrupt().code()).isIn(0, 130, 143);
    }
    assertThat(stopped).isNotEmpty();
    awaitEnd(stopped);
    assertThat(data).isDirectoryRecursivelyContaining("glob:**/graph-edges.names");

    List<ProcessHandle> orphans;
    try (StandaloneProcess instance = StandaloneProcess.up(data)) {
      awaitRunning(instance);
      awaitAnswer(data, WON_AMOUNT, "1000.000000");
      assertThat(send(instance, instance.localKey(), "").statusCode()).isEqualTo(202);
      Matcher key = KEY.matcher(StandaloneProcess.run(data, "keys", "create", "my-crm").output());
      assertThat(key.find()).isTrue();
      assertThat(send(instance, key.group(), "?dry_run=true").statusCode())
          .as("at once")
          .isEqualTo(200);
      orphans = instance.descendants();
      instance.kill();
    }
    awaitEnd(orphans);

    SelfSigned shown = SelfSigned.make(folder, "events.acme.example", "EC");
    try (StandaloneProcess instance =
        StandaloneProcess.up(
            data,
            "--set",
            "http.tls.certificate=" + shown.writeCertificate(folder.resolve("tls.crt")),
            "--set",
            "http.tls.key=" + shown.writeKey(folder.resolve("tls.key")))) {
      awaitRunning(instance);
      awaitAnswer(data, "SELECT count(*) FROM analytics.event", "3");
      awaitAnswer(data, WON_AMOUNT, "1000.000000");
      assertThat(instance.edge()).hasScheme("https");
      Path more =
          Files.writeString(
              folder.resolve("more.ndjson"),
              """
              {"id":"4","type":"opportunity.opened","occurred_at":"2026-01-10","identifiers":{"account":"001B"},"data":{"opportunity_id":"006Y"}}
              """);
      assertThat(StandaloneProcess.run(data, "import", more.toString()).output())
          .contains("more.ndjson: 1 events accepted, 0 rejected");
    }
  }

  private static void awaitRunning(StandaloneProcess instance) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(instance.isAlive()).as(instance.output()).isTrue();
              return instance.output().contains("Tributary runs");
            });
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static HttpResponse<String> send(StandaloneProcess instance, String key, String query)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(instance.edge().resolve("/v1/events" + query))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(EVENTS))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void awaitAnswer(Path data, String sql, String expected) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(StandaloneProcess.run(data, "query", "--format", "csv", sql).output())
                    .endsWith(expected + "\r\n"));
  }
}
