package io.tributary.standalone.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an edge that rejects the first thing of each request that has the word bad in it. */
class ReplayTest {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer edge;

  @BeforeEach
  void start() throws IOException {
    edge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    edge.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + body);
          String verdicts =
              body.contains("bad")
                  ? "{\"accepted\":1,\"rejected\":[{\"index\":0,\"code\":\"field.missing\",\"field\":\"data.x\",\"message\":\"needs x\"}]}"
                  : "{\"accepted\":2,\"rejected\":[]}";
          byte[] answer = verdicts.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(202, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    edge.start();
  }

  @AfterEach
  void stop() {
    edge.stop(0);
  }

  private static Quarantined kept(String id, String endpoint, String type, String raw) {
    return kept(id, "crm", endpoint, type, raw);
  }

  private static Quarantined kept(
      String id, String source, String endpoint, String type, String raw) {
    return new Quarantined(
        id,
        source,
        endpoint,
        type,
        Instant.EPOCH,
        null,
        null,
        "field.missing",
        "[]",
        raw.getBytes(StandardCharsets.UTF_8));
  }

  private Replay.Outcome run(List<Quarantined> kept, String patch, boolean dryRun)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + edge.getAddress().getPort());
    return new Replay(uri, HttpClient.newHttpClient(), Map.of("crm", "key"))
        .run(kept, Optional.ofNullable(patch).map(MergePatch::parse), dryRun);
  }

  @Test
  void onlyWhatWouldBeAcceptedIsSent() throws Exception {
    List<Quarantined> kept =
        List.of(
            kept("r1", "/v1/events", "application/json", "{\"a\":\"bad\"}"),
            kept("r2", "/v1/events", "application/x-ndjson", "{\"a\":2}"));

    Replay.Outcome outcome = run(kept, null, false);

    assertThat(outcome.rejected())
        .containsExactly(Map.entry("r1", "field.missing data.x: needs x"));
    assertThat(requests)
        .containsExactly(
            "/v1/events?dry_run=true Bearer key application/json [{\"a\":\"bad\"},{\"a\":2}]",
            "/v1/events Bearer key application/json [{\"a\":2}]");
  }

  @Test
  void aDryRunSendsNothing() throws Exception {
    Replay.Outcome outcome =
        run(
            List.of(kept("r1", "/v1/events", "application/json", "{\"a\":\"x\"}")),
            "{\"a\":\"patched\"}",
            true);

    assertThat(outcome.accepted()).isEqualTo(2);
    assertThat(requests)
        .containsExactly(
            "/v1/events?dry_run=true Bearer key application/json [{\"a\":\"patched\"}]");
  }

  @Test
  void eachFormGoesBackToWhereItCameFrom() throws Exception {
    run(
        List.of(
            kept("r1", "/v1/track", "application/json", "{\"type\":\"track\"}"),
            kept("r2", "/v1/batch", "application/json", "{\"type\":\"page\"}"),
            kept("r3", "/v1/webhooks/hubspot", "application/json", "{\"eventId\":1}"),
            kept("r4", "/v1/events", "application/cloudevents+json", "{\"id\":\"1\"}"),
            kept("r5", "/v1/events", "text/json", "{broken")),
        null,
        true);

    assertThat(requests)
        .containsExactlyInAnyOrder(
            "/v1/batch?dry_run=true Bearer key application/json {\"batch\":[{\"type\":\"track\"},{\"type\":\"page\"}]}",
            "/v1/webhooks/hubspot?dry_run=true Bearer key application/json [{\"eventId\":1}]",
            "/v1/events?dry_run=true Bearer key application/cloudevents-batch+json [{\"id\":\"1\"}]",
            "/v1/events?dry_run=true Bearer key text/json {broken");
  }

  @Test
  void whatCameFromASourceThatMayNoLongerSendStaysAsItIs() throws Exception {
    Replay.Outcome outcome =
        run(
            List.of(
                kept("r1", "gone", "/v1/events", "application/json", "{\"a\":1}"),
                kept("r2", "/v1/events", "application/json", "{\"a\":2}")),
            null,
            true);

    assertThat(outcome.rejected())
        .containsExactly(Map.entry("r1", "its source gone may no longer send"));
    assertThat(requests).singleElement().asString().endsWith("[{\"a\":2}]");
  }

  @Test
  void whatCannotBePatchedIsSaid() throws Exception {
    Replay.Outcome outcome =
        run(List.of(kept("r1", "/v1/events", "application/json", "{broken")), "{}", true);

    assertThat(outcome.rejected()).containsKey("r1");
    assertThat(requests).isEmpty();
  }
}
