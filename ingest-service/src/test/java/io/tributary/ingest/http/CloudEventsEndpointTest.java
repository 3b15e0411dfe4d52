package io.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Identifiers;
import io.tributary.event.RevenueEvent;
import io.tributary.output.RejectedEvent;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudEventsEndpointTest {
  private static final String STRUCTURED =
      "{\"specversion\":\"1.0\",\"id\":\"evt-1\",\"source\":\"/crm\",\"type\":\"opportunity.won\","
          + "\"time\":\"2026-03-14T09:26:53Z\",\"account\":\"001A\",\"data\":{\"opportunity_id\":\"006X\"}}";

  @TempDir private Path folder;
  private RunningEdge edge;

  @BeforeEach
  void start() {
    edge = new RunningEdge(folder, Map.of());
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private HttpRequest.Builder binary() {
    return edge.events()
        .header("ce-specversion", "1.0")
        .header("ce-id", "evt-1")
        .header("ce-source", "/crm")
        .header("ce-type", "opportunity.won")
        .header("ce-time", "2026-03-14T09:26:53Z");
  }

  private static String text(RejectedEvent kept) {
    return StandardCharsets.UTF_8.decode(kept.getRaw().duplicate()).toString();
  }

  @Test
  void structuredAndBatchedModeAreRead() throws Exception {
    HttpResponse<String> one = edge.post("application/cloudevents+json; charset=utf-8", STRUCTURED);
    HttpResponse<String> batch =
        edge.post("application/cloudevents-batch+json", "[" + STRUCTURED + "," + STRUCTURED + "]");

    assertThat(one.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
    assertThat(batch.body()).isEqualTo("{\"accepted\":2,\"rejected\":[]}");
  }

  @Test
  void binaryModeIsReadAndHeadersArePercentDecoded() throws Exception {
    HttpResponse<String> answer =
        edge.send(
            binary()
                .header("ce-email", "j%C3%B6rg@acme.example")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"opportunity_id\":\"006X\"}")));

    assertThat(answer.statusCode()).isEqualTo(202);
    RevenueEvent event = edge.publisher.events().get(0);
    assertThat(event.getIdentifiers().stream().map(Identifiers::text))
        .containsExactly("email:jörg@acme.example", "opportunity:crm/006X");
  }

  @Test
  void aRejectedBinaryEventIsKeptWithItsHeaders() throws Exception {
    edge.send(binary().header("Content-Type", "text/csv").POST(BodyPublishers.ofString("a;b;c")));

    RejectedEvent kept = edge.publisher.quarantine().get(0);
    assertThat(kept.getContentType()).isEqualTo("application/cloudevents+json");
    assertThat(kept.getEventId()).isEqualTo("evt-1");
    assertThat(text(kept)).contains("\"id\":\"evt-1\"", "\"data_base64\":\"YTtiO2M=\"");
  }

  @Test
  void theBodyOfABinaryEventCannotChangeItsAttributes() throws Exception {
    HttpResponse<String> answer =
        edge.send(
            binary()
                .header("ce-account", "001A")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"opportunity_id\":\"006X\"},\"user\":\"u-1\"")));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(edge.publisher.events()).isEmpty();
  }

  @Test
  void aDryRunSaysWhatWouldBecomeOfTheEventsAndKeepsNothing() throws Exception {
    HttpResponse<String> answer =
        edge.send(
            HttpRequest.newBuilder(edge.uri("/v1/events?dry_run=true"))
                .header("Authorization", "Bearer " + edge.key)
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(BodyPublishers.ofString("[" + STRUCTURED + ",{}]")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"dry_run\":true,\"accepted\":1,\"rejected\":[{");
    assertThat(edge.publisher.records()).isEmpty();
  }
}
