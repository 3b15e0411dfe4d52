package io.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent, honest senders are served. With {@code -Plong} there is more of it. */
class ProtectionTest {
  private static final boolean LONG = "long".equals(System.getProperty("test.form"));
  private static final int KEPT_IN_MEMORY = 500;
  private static final int CLOSED = 0;

  private static final String EVENT =
      "{\"id\":\"evt-1\",\"type\":\"opportunity.won\",\"occurred_at\":\"2026-03-14T09:26:53Z\","
          + "\"identifiers\":{\"account\":\"001A\"},\"data\":{\"opportunity_id\":\"006X\",\"amount\":\"1.50\",\"currency\":\"EUR\",\"x\":{\"y\":[1,null]}}}";

  private record Target(String path, String type, String body) {}

  private static final List<Target> TARGETS =
      List.of(
          new Target("/v1/events", "application/json", "[" + EVENT + "," + EVENT + "]"),
          new Target("/v1/events", "application/x-ndjson", EVENT + "\n" + EVENT),
          new Target(
              "/v1/events",
              "application/cloudevents+json",
              "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/s\",\"type\":\"lead.captured\",\"time\":\"2026-03-14T09:26:53Z\",\"email\":\"a@b.c\",\"data\":{\"lead_id\":\"L\"}}"),
          new Target(
              "/v1/batch",
              "application/json",
              "{\"sentAt\":\"2026-03-14T09:26:53Z\",\"context\":{\"campaign\":{\"medium\":\"cpc\"}},\"batch\":[{\"type\":\"page\",\"messageId\":\"m\",\"anonymousId\":\"a\",\"timestamp\":\"2026-03-14T09:26:53Z\"}]}"),
          new Target(
              "/v1/webhooks/stripe",
              "application/json",
              "{\"id\":\"evt_1\",\"type\":\"customer.subscription.updated\",\"created\":1767225600,\"data\":{\"object\":{\"object\":\"subscription\",\"id\":\"s\",\"customer\":\"c\",\"currency\":\"eur\",\"items\":{\"data\":[{\"quantity\":3,\"price\":{\"unit_amount\":4900,\"recurring\":{\"interval\":\"month\"}}}]},\"discount\":{\"coupon\":{\"percent_off\":5}}}}}"),
          new Target(
              "/v1/webhooks/hubspot",
              "application/json",
              "[{\"eventId\":1,\"occurredAt\":1767225600000,\"subscriptionType\":\"deal.propertyChange\",\"objectId\":5,\"propertyName\":\"amount\",\"propertyValue\":\"12.5\"}]"),
          new Target(
              "/v1/webhooks/salesforce",
              "text/xml",
              "<notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\"><OrganizationId>00D000000000062EAA</OrganizationId><Notification><Id>1</Id><sObject xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\" x:type=\"sf:Lead\"><Id>L</Id><CreatedDate>2026-03-20T09:26:53.000Z</CreatedDate></sObject></Notification></notifications>"));

  private static final String[] PIECES = {
    "NaN",
    "1e999999999",
    "-1E-2147483648",
    "[".repeat(2000),
    "{\"a\":".repeat(100),
    "\"\\ud800\"",
    "\u0000",
    "99999999999999999999999999",
    "null",
    "true",
    ",,",
    "\"",
    "\\",
    "<!DOCTYPE a>",
    "&lol;",
    "]]>",
    "{}",
    "[]",
    "\"id\":\"twice\",",
    "-0",
    "0".repeat(2000)
  };

  @TempDir private Path folder;
  private RunningEdge edge;

  @BeforeEach
  void start() {
    edge =
        new RunningEdge(
            folder, Map.of("http.body.timeout", "60s", "ingest.request.bytes", "64KiB"));
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private HttpRequest.Builder to(Target target) {
    return HttpRequest.newBuilder(edge.uri(target.path()))
        .header("Authorization", "Bearer " + edge.key)
        .header("Content-Type", target.type());
  }

  private static byte[] mutated(String body, Random random) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) random.nextInt(256);
        case 3 -> {
          byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
          bytes = joined(Arrays.copyOf(bytes, at), piece, bytes, at);
        }
        default -> bytes = joined(Arrays.copyOf(bytes, at), new byte[0], bytes, at / 2);
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] start, byte[] middle, byte[] end, int from) {
    byte[] all = Arrays.copyOf(start, start.length + middle.length + end.length - from);
    System.arraycopy(middle, 0, all, start.length, middle.length);
    System.arraycopy(end, from, all, start.length + middle.length, end.length - from);
    return all;
  }

  @Test
  void mutatedBodiesHaveAVerdictAndNoneIsLost() throws Exception {
    long seed = LONG ? System.nanoTime() : 42;
    Random random = new Random(seed);
    int requests = LONG ? 1_000_000 : 3000;
    for (int i = 0; i < requests; i++) {
      Target target = TARGETS.get(random.nextInt(TARGETS.size()));
      byte[] body = mutated(target.body(), random);
      HttpResponse<String> answer = edge.send(to(target).POST(BodyPublishers.ofByteArray(body)));
      assertThat(answer.statusCode())
          .as("seed %d, request %d to %s: %s", seed, i, target.path(), answer.body())
          .isLessThan(500);
      // Whoever sends something is told of something, or it is in quarantine.
      boolean accepted = !edge.publisher.events().isEmpty();
      boolean kept = !edge.publisher.quarantine().isEmpty();
      boolean nothingThere =
          answer.body().contains("body.empty")
              || answer.body().contains("\"accepted\":0,\"rejected\":[]")
              || answer.body().contains("<Ack>");
      assertThat(accepted || kept || nothingThere)
          .as("seed %d, request %d to %s: %s", seed, i, target.path(), answer.body())
          .isTrue();
      edge.publisher.records().clear();
    }
  }

  @Test
  void bombsAreRefusedAndTheHeapStaysFlat() throws Exception {
    byte[] bomb = RunningEdge.gzip(new byte[32 << 20]);
    long before = 0;
    int bombs = LONG ? 1000 : 30;
    for (int i = 0; i < bombs; i++) {
      HttpResponse<String> answer =
          edge.send(
              to(TARGETS.get(i % TARGETS.size()))
                  .header("Content-Encoding", "gzip")
                  .POST(BodyPublishers.ofByteArray(bomb)));
      assertThat(answer.statusCode()).isEqualTo(413);
      edge.publisher.records().clear();
      if (i == bombs / 2) {
        before = usedBytes();
      }
    }
    assertThat(usedBytes() - before).isLessThan(64 << 20);
    assertThat(edge.meters.get("tributary.ingest.bytes.in.flight").gauge().value()).isZero();
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void slowSendersDoNotSlowDownHonestOnes() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < (LONG ? 2000 : 200); i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.server.port());
        slow.add(socket);
        OutputStream out = socket.getOutputStream();
        String head =
            "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\nAuthorization: Bearer "
                + edge.key
                + "\r\n\r\n{\"id\":";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
      for (int i = 0; i < 50; i++) {
        HttpResponse<String> answer =
            edge.send(to(TARGETS.get(0)).POST(BodyPublishers.ofString(TARGETS.get(0).body())));
        assertThat(answer.statusCode()).isEqualTo(202);
      }
    } finally {
      for (Socket socket : slow) {
        close(socket);
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whoIsNobodyGetsNothingIn() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "whsec_1");
    edge.rewriteSources(
        Files.readString(edge.sourcesFile)
            + "    may_send: [support]\n  billing:\n    webhooks:\n      stripe: {secrets: [\"file:"
            + secret
            + "\"]}\n");
    Random random = new Random(7);
    for (int i = 0; i < (LONG ? 10_000 : 300); i++) {
      byte[] noise = new byte[32];
      random.nextBytes(noise);
      String hex = java.util.HexFormat.of().formatHex(noise);
      HttpRequest.Builder request =
          switch (i % 4) {
            case 0 ->
                HttpRequest.newBuilder(edge.uri("/v1/events"))
                    .header("Authorization", "Bearer trib_" + hex);
            case 1 ->
                HttpRequest.newBuilder(edge.uri("/v1/webhooks/stripe"))
                    .header(
                        "Stripe-Signature", "t=" + RunningEdge.NOW.getEpochSecond() + ",v1=" + hex);
            case 2 -> HttpRequest.newBuilder(edge.uri("/v1/batch"));
            // The key may not send that.
            default -> to(TARGETS.get(0));
          };
      int status = status(request.POST(BodyPublishers.ofString(TARGETS.get(0).body())));
      assertThat(status).isIn(CLOSED, i % 4 == 3 ? 403 : 401);
      assertThat(edge.publisher.events()).isEmpty();
      if (edge.publisher.records().size() > KEPT_IN_MEMORY) {
        edge.publisher.records().clear();
      }
    }
  }

  /** Whoever is refused before the body is read may find the connection closed: that is no yes. */
  private int status(HttpRequest.Builder request) throws InterruptedException {
    try {
      return edge.send(request).statusCode();
    } catch (IOException e) {
      return CLOSED;
    }
  }
}
