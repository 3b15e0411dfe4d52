package io.tributary.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.output.RejectedEvent;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks and the Segment API, as their senders see them. */
class ForeignEndpointsTest {
  private static final String CUSTOMER =
      "{\"id\":\"evt_1\",\"type\":\"customer.created\",\"created\":1767225600,\"data\":{\"object\":"
          + "{\"id\":\"cus_1\",\"object\":\"customer\",\"email\":\"ada@acme.example\",\"name\":\"Ada\"}}}";
  private static final String PAGE =
      "{\"messageId\":\"m\",\"anonymousId\":\"a8f3\",\"name\":\"x\"}";

  @TempDir private Path folder;
  private RunningEdge edge;

  @BeforeEach
  void start() throws Exception {
    edge = new RunningEdge(folder, Map.of());
    Path secret = Files.writeString(folder.resolve("secret"), "whsec_1\n");
    edge.rewriteSources(
        Files.readString(edge.sourcesFile)
            + """
              billing:
                webhooks:
                  stripe: {secrets: ["file:%1$s"]}
                  zendesk: {secrets: ["file:%1$s"]}
                  salesforce: {secrets: ["file:%1$s"], organizations: [00D000000000062EAA]}
                rate: 1
                burst: 100000
            """
                .formatted(secret));
    assertThat(edge.sources.fault()).isEmpty();
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private static byte[] hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("whsec_1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> stripe(String body, long seconds) throws Exception {
    String signature =
        "t=" + seconds + ",v1=" + HexFormat.of().formatHex(hmac(seconds + "." + body));
    return edge.send(
        HttpRequest.newBuilder(edge.uri("/v1/webhooks/stripe"))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("Stripe-Signature", signature)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void aGenuineDeliveryIsTheSourcesWhoseSecretItIsSignedWith() throws Exception {
    HttpResponse<String> answer = stripe(CUSTOMER, RunningEdge.NOW.getEpochSecond());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
    assertThat(edge.publisher.events().get(0).getSource()).isEqualTo("billing");
  }

  @Test
  void whatIsNotGenuineIsRefusedAndNothingIsKept() throws Exception {
    long now = RunningEdge.NOW.getEpochSecond();
    HttpResponse<String> old = stripe(CUSTOMER, now - 301);
    HttpResponse<String> unsigned =
        edge.send(
            HttpRequest.newBuilder(edge.uri("/v1/webhooks/stripe"))
                .POST(BodyPublishers.ofString(CUSTOMER)));
    HttpResponse<String> forged =
        edge.send(
            HttpRequest.newBuilder(edge.uri("/v1/webhooks/stripe"))
                .header("Stripe-Signature", "t=" + now + ",v1=" + "0".repeat(64))
                .POST(BodyPublishers.ofString(CUSTOMER)));

    assertThat(old.statusCode()).isEqualTo(401);
    assertThat(old.body()).contains("signature.expired");
    assertThat(unsigned.statusCode()).isEqualTo(401);
    assertThat(unsigned.body()).contains("signature.missing");
    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(forged.body()).contains("signature.invalid");
    assertThat(edge.publisher.records()).isEmpty();
  }

  @Test
  void aGenuineDeliveryThatMeansNothingIsKeptAndTakenForDelivered() throws Exception {
    long now = RunningEdge.NOW.getEpochSecond();
    HttpResponse<String> unknown =
        stripe(CUSTOMER.replace("customer.created", "topup.failed"), now);
    HttpResponse<String> broken = stripe("{\"id\":", now);

    assertThat(unknown.statusCode()).isEqualTo(200);
    assertThat(unknown.body()).contains("\"code\":\"unmapped\"");
    assertThat(broken.statusCode()).isEqualTo(200);
    assertThat(broken.body()).contains("\"code\":\"json.malformed\"");
    assertThat(edge.publisher.quarantine())
        .extracting(RejectedEvent::getSource, RejectedEvent::getEndpoint)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("billing", "/v1/webhooks/stripe"))
        .hasSize(2);
  }

  @Test
  void whatWasKeptCanBeSentAgainWithTheKeyOfASource() throws Exception {
    HttpResponse<String> answer =
        edge.send(
            HttpRequest.newBuilder(edge.uri("/v1/webhooks/stripe"))
                .header("Authorization", "Bearer " + edge.key)
                .POST(BodyPublishers.ofString(CUSTOMER)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(edge.publisher.events().get(0).getSource()).isEqualTo("crm");
  }

  @Test
  void whoMustWaitIsNeverToldToWaitForLongerThanZendeskWould() throws Exception {
    String old = Files.readString(edge.sourcesFile);
    edge.rewriteSources(old.replace("burst: 100000", "burst: 1"));
    String many = "[" + "{},".repeat(200) + "{}]";
    String time = RunningEdge.NOW.toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(edge.uri("/v1/webhooks/zendesk"))
            .header(
                "X-Zendesk-Webhook-Signature",
                Base64.getEncoder().encodeToString(hmac(time + many)))
            .header("X-Zendesk-Webhook-Signature-Timestamp", time)
            .POST(BodyPublishers.ofString(many));

    assertThat(edge.send(request).statusCode()).isEqualTo(200);
    HttpResponse<String> second = edge.send(request);

    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.headers().firstValueAsLong("Retry-After").orElse(0)).isEqualTo(59);
  }

  @Test
  void salesforceGetsItsAcknowledgement() throws Exception {
    String message =
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
            + "<notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\">"
            + "<OrganizationId>00D000000000062EAA</OrganizationId><Notification><Id>04l1</Id>"
            + "<sObject xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"sf:Account\"><Id>001A</Id>"
            + "<Name>Acme</Name><LastModifiedDate>2026-03-20T09:26:53.000Z</LastModifiedDate></sObject>"
            + "</Notification></notifications></e:Body></e:Envelope>";

    HttpResponse<String> answer =
        edge.send(
            HttpRequest.newBuilder(edge.uri("/v1/webhooks/salesforce?token=whsec_1"))
                .header("Content-Type", "text/xml; charset=UTF-8")
                .POST(BodyPublishers.ofString(message)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<Ack>true</Ack>", "notificationsResponse");
    assertThat(edge.publisher.events()).hasSize(1);
    assertThat(
            edge.send(
                    HttpRequest.newBuilder(edge.uri("/v1/webhooks/salesforce?token=wrong"))
                        .header("Content-Type", "text/xml")
                        .POST(BodyPublishers.ofString(message)))
                .statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"basic", "bearer", "body"})
  void aWriteKeyIsTakenInThreeWays(String way) throws Exception {
    String basic =
        Base64.getEncoder().encodeToString((edge.key + ":").getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(edge.uri("/v1/page")).header("Content-Type", "text/plain");
    String body = PAGE;
    switch (way) {
      case "basic" -> request.header("Authorization", "Basic " + basic);
      case "bearer" -> request.header("Authorization", "Bearer " + edge.key);
      default -> body = "{\"writeKey\":\"" + edge.key + "\"," + PAGE.substring(1);
    }

    HttpResponse<String> answer = edge.send(request.POST(BodyPublishers.ofString(body)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true,\"accepted\":1,\"rejected\":[]}");
  }

  @ParameterizedTest
  @CsvSource({"{}", "{\"writeKey\":\"nobodys\"}", "nonsense", "[]"})
  void withoutAWriteKeyNothingIsKept(String body) throws Exception {
    HttpResponse<String> answer =
        edge.send(
            HttpRequest.newBuilder(edge.uri("/v1/batch")).POST(BodyPublishers.ofString(body)));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(edge.publisher.records()).isEmpty();
  }

  @Test
  void aBatchIsASuccessWithAVerdictOnEachMessage() throws Exception {
    HttpResponse<String> answer =
        edge.send(
            HttpRequest.newBuilder(edge.uri("/v1/batch"))
                .header("Authorization", "Bearer " + edge.key)
                .header("Content-Encoding", "gzip")
                .POST(
                    BodyPublishers.ofByteArray(
                        RunningEdge.gzip(
                            ("{\"batch\":[{\"type\":\"page\","
                                    + PAGE.substring(1)
                                    + ",{\"type\":\"track\",\"event\":\"Odd\",\"userId\":\"u\",\"messageId\":\"m2\"}]}")
                                .getBytes(StandardCharsets.UTF_8)))));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"success\":true,\"accepted\":1,\"rejected\":[{\"index\":1,\"id\":\"m2\",")
        .contains("unmapped");
  }
}
