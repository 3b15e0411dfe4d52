package io.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.ingest.decode.Bodies;
import io.tributary.ingest.publish.Outgoing;
import io.tributary.output.RejectedEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What senders see. */
class EventsEndpointTest {
  private static final String WON =
      Bodies.event("opportunity.won", "{\"opportunity_id\":\"006X\"}");
  private static final String BAD = Bodies.event("opportunity.won", "{}");

  @TempDir private Path folder;
  private RunningEdge edge;

  @BeforeEach
  void start() {
    edge =
        new RunningEdge(
            folder,
            Map.of(
                "ingest.request.bytes", "64KiB",
                "ingest.bytes.in.flight", "1MiB",
                "http.body.timeout", "700ms"));
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private static byte[] raw(RejectedEvent rejected) {
    byte[] bytes = new byte[rejected.getRaw().remaining()];
    rejected.getRaw().duplicate().get(bytes);
    return bytes;
  }

  @Test
  void anEventIsAcceptedAndPublishedUnderItsSubject() throws Exception {
    HttpResponse<String> answer = edge.post(WON);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
    assertThat(edge.publisher.records())
        .extracting(record -> record.topic().name() + ' ' + record.key())
        .containsExactly("sales-events account:crm/001A");
    assertThat(edge.publisher.events().get(0).getReceivedAt()).isEqualTo(RunningEdge.NOW);
  }

  @Test
  void eachEventHasItsVerdictAndTheBadOneIsKeptByteForByte() throws Exception {
    HttpResponse<String> answer = edge.post("[%s, %s ,%s]".formatted(WON, BAD, WON));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .isEqualTo(
            "{\"accepted\":2,\"rejected\":[{\"index\":1,\"id\":\"evt-1\",\"code\":\"field.missing\","
                + "\"field\":\"data.opportunity_id\",\"message\":\"opportunity.won needs"
                + " opportunity_id\"}]}");
    assertThat(edge.publisher.events()).hasSize(2);
    RejectedEvent kept = edge.publisher.quarantine().get(0);
    assertThat(raw(kept)).asString(StandardCharsets.UTF_8).isEqualTo(BAD);
    assertThat(kept.getSource()).isEqualTo("crm");
    assertThat(kept.getEndpoint()).isEqualTo("/v1/events");
    assertThat(kept.getIndex()).isEqualTo(1);
    assertThat(kept.getEventId()).isEqualTo("evt-1");
    assertThat(kept.getRejections().get(0).getCode()).isEqualTo("field.missing");
  }

  @Test
  void noneAcceptedIs422() throws Exception {
    HttpResponse<String> answer = edge.post(BAD);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).startsWith("{\"accepted\":0,\"rejected\":[{\"index\":0,");
  }

  @Test
  void aRequestSentAgainIsKeptUnderTheSameIds() throws Exception {
    edge.post("[%s,%s]".formatted(BAD, BAD));
    edge.post("[%s,%s]".formatted(BAD, BAD));

    List<String> ids =
        edge.publisher.quarantine().stream().map(RejectedEvent::getRejectionId).toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.subList(0, 2)).isEqualTo(ids.subList(2, 4)).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNoJsonIsKeptAsAWholeAndSaysWhere() throws Exception {
    String body = "[" + WON + ",\n {oops}]";

    HttpResponse<String> answer = edge.post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"json.malformed\"", "line 2, column 3");
    assertThat(edge.publisher.events()).isEmpty();
    assertThat(raw(edge.publisher.quarantine().get(0)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(body);
  }

  @Test
  void linesAndGzipAreRead() throws Exception {
    byte[] lines = (WON + "\n" + BAD + "\n{\n" + WON).getBytes(StandardCharsets.UTF_8);

    HttpResponse<String> answer =
        edge.send(
            edge.events()
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(RunningEdge.gzip(lines))));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).startsWith("{\"accepted\":2,");
    assertThat(edge.publisher.quarantine()).hasSize(2);
  }

  @Test
  void chunkedBodiesAreRead() throws Exception {
    HttpResponse<String> answer =
        edge.send(
            edge.events()
                .POST(
                    BodyPublishers.ofInputStream(
                        () ->
                            new java.io.ByteArrayInputStream(
                                WON.getBytes(StandardCharsets.UTF_8)))));

    assertThat(answer.statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({"Bearer", "bearer", "Basic", "X-API-Key"})
  void theKeyIsTakenInThreeWays(String way) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(edge.uri("/v1/events")).POST(BodyPublishers.ofString(WON));
    String basic =
        Base64.getEncoder().encodeToString((edge.key + ":").getBytes(StandardCharsets.UTF_8));
    switch (way) {
      case "Basic" -> request.header("Authorization", "Basic " + basic);
      case "X-API-Key" -> request.header("X-API-Key", edge.key);
      default -> request.header("Authorization", way + ' ' + edge.key);
    }

    assertThat(edge.send(request).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    ",                              key.missing",
    "Bearer trib_0000,              key.unknown",
    "Bearer,                        key.missing",
    "Basic %%%,                     key.missing",
    "Digest username=x,             key.missing",
  })
  void withoutAKeyNothingIsKept(String authorization, String code) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(edge.uri("/v1/events")).POST(BodyPublishers.ofString(BAD));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }

    HttpResponse<String> answer = edge.send(request);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(edge.publisher.records()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain,                       , 415, content.type",
    "application/json; charset=latin1, , 415, content.type",
    "application/json,               br, 415, content.encoding",
    "application/json,             gzip, 400, content.encoding",
    "application/json; charset=utf-8,  , 202, accepted",
    "application/json,         identity, 202, accepted",
  })
  void headersSayWhatTheBodyIs(String type, String encoding, int status, String contained)
      throws Exception {
    HttpRequest.Builder request =
        edge.events().header("Content-Type", type).POST(BodyPublishers.ofString(WON));
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }

    HttpResponse<String> answer = edge.send(request);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(contained);
  }

  @Test
  void pathsAndMethodsAreSaid() throws Exception {
    HttpResponse<String> get = edge.send(edge.events().GET());
    HttpResponse<String> elsewhere =
        edge.send(HttpRequest.newBuilder(edge.uri("/v1/event")).POST(BodyPublishers.ofString(WON)));

    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    assertThat(elsewhere.statusCode()).isEqualTo(404);
    assertThat(elsewhere.body()).contains("path.unknown", "/v1/events");
  }

  @Test
  void bodiesThatAreTooLargeAreRefused() throws Exception {
    byte[] large = new byte[65 << 10];
    Arrays.fill(large, (byte) ' ');
    HttpResponse<String> announced =
        edge.send(edge.events().POST(BodyPublishers.ofByteArray(large)));
    HttpResponse<String> chunked =
        edge.send(
            edge.events()
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))));
    HttpResponse<String> inflated =
        edge.send(
            edge.events()
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(RunningEdge.gzip(new byte[20 << 20]))));

    assertThat(List.of(announced, chunked, inflated))
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(413);
              assertThat(answer.body()).contains("body.too_large");
            });
    assertThat(edge.publisher.events()).isEmpty();
    assertThat(edge.publisher.quarantine())
        .extracting(kept -> kept.getRejections().get(0).getCode())
        .containsExactly("body.too_large", "body.too_large", "body.too_large");
    assertThat(edge.publisher.quarantine().get(2).getRaw().remaining()).isBetween(1, 64 << 10);
    assertThat(
            edge.meters
                .get("tributary.ingest.rejected")
                .tags("source", "crm", "code", "body.too_large")
                .counter()
                .count())
        .isEqualTo(3);
    assertNothingInFlight();
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws Exception {
    byte[] body = Arrays.copyOf(WON.getBytes(StandardCharsets.UTF_8), 64 << 10);
    Arrays.fill(body, WON.length(), body.length, (byte) ' ');

    assertThat(edge.send(edge.events().POST(BodyPublishers.ofByteArray(body))).statusCode())
        .isEqualTo(202);
    assertThat(
            edge.send(
                    edge.events()
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(RunningEdge.gzip(body))))
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void aBodyWithoutLengthIs411AndAnEmptyOneIs400() throws Exception {
    String head = "POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + edge.key;

    assertThat(exchange(head + "\r\n\r\n")).contains("411 Length Required", "body.length_missing");
    assertThat(exchange(head + "\r\nContent-Length: 0\r\n\r\n")).contains("400 ", "body.empty");
  }

  @Test
  void whatIsNoHttpIsRefusedInTheSameForm() throws Exception {
    assertThat(
            exchange(
                "POST /v1/events HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(20_000) + "\r\n\r\n"))
        .contains("431 ", "application/problem+json", "request.invalid");
    assertThat(exchange("NONSENSE\r\n\r\n")).contains("400 ");
  }

  @Test
  void aSlowSenderIsToldAndHoldsNothing() throws Exception {
    String head =
        "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nAuthorization: Bearer "
            + edge.key;

    assertThat(exchange(head + "\r\n\r\n{\"id\":")).contains("408 ", "body.timeout");
    assertNothingInFlight();
  }

  @Test
  void whenKafkaIsAwayTheSenderIsToldToComeAgain() throws Exception {
    edge.publisher.goAway("Kafka (kafka:9092) is away");

    for (String body : List.of(WON, BAD, "nonsense")) {
      HttpResponse<String> answer = edge.post(body);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.body()).contains("\"code\":\"unavailable\"", "kafka:9092");
    }
    assertNothingInFlight();
  }

  @Test
  void bytesInFlightAreBounded() throws Exception {
    edge.publisher.hold();
    String body = " ".repeat(60_000) + WON;
    List<CompletableFuture<HttpResponse<String>>> answers = new java.util.ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(
          edge.client.sendAsync(
              edge.events().POST(BodyPublishers.ofString(body)).build(),
              HttpResponse.BodyHandlers.ofString()));
    }

    // 1 MiB holds 16 bodies of 64 KiB; the others are refused at once.
    await().until(() -> answers.stream().filter(CompletableFuture::isDone).count() == 40 - 16);
    assertThat(edge.publisher.held()).isEqualTo(16);
    edge.publisher.release();
    List<Integer> statuses =
        answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
    assertThat(statuses).containsOnly(202, 503);
    assertThat(statuses).filteredOn(status -> status == 202).hasSize(16);
    assertNothingInFlight();
  }

  @Test
  void aStopAnswersWhatIsInFlight() throws Exception {
    edge.publisher.hold();
    CompletableFuture<HttpResponse<String>> answer =
        edge.client.sendAsync(
            edge.events().POST(BodyPublishers.ofString(WON)).build(),
            HttpResponse.BodyHandlers.ofString());
    await().until(() -> edge.publisher.held() == 1);

    CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> edge.server.close());
    await()
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket =
                  new Socket(InetAddress.getLoopbackAddress(), edge.server.port())) {
                return false;
              } catch (IOException | IllegalArgumentException e) {
                return true;
              }
            });
    assertThat(answer).isNotDone();
    edge.publisher.release();

    assertThat(answer.join().statusCode()).isEqualTo(202);
    stop.join();
  }

  @Test
  void aChangedSourcesFileHoldsAtOnceAndABrokenOneDoesNot() throws Exception {
    String old = java.nio.file.Files.readString(edge.sourcesFile);

    edge.rewriteSources(old + "    may_send: [marketing]\n");
    HttpResponse<String> forbidden = edge.post(WON);
    edge.rewriteSources("sources: {crm: {keyz: []}}");
    HttpResponse<String> stillForbidden = edge.post(WON);

    assertThat(forbidden.statusCode()).isEqualTo(403);
    assertThat(forbidden.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(forbidden.body()).contains("\"code\":\"type.forbidden\"", "\"rejected\":[{");
    assertThat(stillForbidden.statusCode()).isEqualTo(403);
    assertThat(edge.sources.fault()).hasValueSatisfying(f -> assertThat(f).contains("keyz"));
    assertThat(edge.publisher.quarantine()).hasSize(2);
  }

  @Test
  void aSourceThatSendsTooFastIsToldWhenToComeAgain() throws Exception {
    String old = java.nio.file.Files.readString(edge.sourcesFile);
    edge.rewriteSources(old + "    rate: 1\n    burst: 2\n");

    HttpResponse<String> first = edge.post("[%1$s,%1$s,%1$s,%1$s,%1$s]".formatted(WON));
    HttpResponse<String> second = edge.post(WON);

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.headers().firstValue("RateLimit-Policy")).contains("\"events\";q=2;w=2");
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 5L);
    assertThat(second.headers().firstValue("RateLimit")).isPresent();
    assertThat(second.body()).contains("rate.exceeded");
  }

  @Test
  void everythingIsCounted() throws Exception {
    edge.post("[%s,%s]".formatted(WON, BAD));
    edge.post("nonsense");

    assertThat(
            edge.meters
                .get("tributary.ingest.accepted")
                .tags("source", "crm", "type", "opportunity.won")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            edge.meters
                .get("tributary.ingest.rejected")
                .tags("source", "crm", "type", "opportunity.won", "code", "field.missing")
                .counter()
                .count())
        .isEqualTo(1);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        edge.meters
                            .get("tributary.ingest.requests")
                            .tags("endpoint", "/v1/events", "status", "400")
                            .counter()
                            .count())
                    .isEqualTo(1));
  }

  @Test
  void recordsSayWhereTheyGo() throws Exception {
    edge.post(BAD);

    assertThat(edge.publisher.records()).extracting(Outgoing::key).containsExactly("crm");
    assertThat(edge.publisher.records().get(0).topic().name()).isEqualTo("rejected-events");
  }

  private void assertNothingInFlight() {
    await()
        .untilAsserted(
            () ->
                assertThat(edge.meters.get("tributary.ingest.bytes.in.flight").gauge().value())
                    .isZero());
  }

  @Test
  void whoIsRefusedWithTheBodyStillToComeIsToldThatTheConnectionEnds() throws IOException {
    String refused =
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n{}";

    assertThat(exchange(refused.formatted(1_000_000)))
        .startsWith("HTTP/1.1 401")
        .containsIgnoringCase("connection: close");
    assertThat(exchange(refused.formatted(2)))
        .startsWith("HTTP/1.1 401")
        .doesNotContainIgnoringCase("connection: close");
  }

  /** What comes back on a connection for these bytes, until it ends or the answer is complete. */
  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.server.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      byte[] buffer = new byte[4096];
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        if (answer.toString().endsWith("}")) {
          break;
        }
      }
      return answer.toString();
    }
  }
}
