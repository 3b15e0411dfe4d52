package io.tributary.ingest.signature;

import static io.tributary.ingest.signature.Authenticity.EXPIRED;
import static io.tributary.ingest.signature.Authenticity.GENUINE;
import static io.tributary.ingest.signature.Authenticity.INVALID;
import static io.tributary.ingest.signature.Authenticity.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.ingest.source.Secret;
import io.tributary.ingest.source.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected signatures were made with openssl, or are those of the vendors' documentation. */
class SignaturesTest {
  private static final String EVENT = "{\"id\":\"evt_1\",\"object\":\"event\"}";
  private static final Instant SIGNED = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String FIRST =
      "v1=f437ffe158fd95430cce7b61e37c4c52b179a1d8852d77a66892f69b13ddcdd7";
  private static final String SECOND =
      "v1=dffa94d615d38f116fe3adbee532cdc2a1c9d1591455dc4a8f01a3a4df6c7f85";

  private static Delivery delivery(
      Map<String, String> headers, String query, String body, Instant at) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Delivery(headers::get, "POST", query, bytes, bytes.length, at);
  }

  private static List<Secret> secrets(String... texts) {
    return List.of(texts).stream().map(Secret::new).toList();
  }

  private static Authenticity stripe(String header, String body, Instant at, String... secrets) {
    return Signatures.check(
        new Webhook.Stripe(secrets(secrets), TOLERANCE),
        delivery(Map.of("Stripe-Signature", header), "", body, at));
  }

  @Test
  void stripeSignsTimeAndBodyAndAnySecretWillDo() {
    String header = "t=1700000000," + FIRST;

    assertThat(stripe(header, EVENT, SIGNED, "whsec_test_one")).isEqualTo(GENUINE);
    assertThat(stripe(header, EVENT, SIGNED, "whsec_test_two", "whsec_test_one"))
        .isEqualTo(GENUINE);
    assertThat(stripe(header, EVENT, SIGNED, "whsec_test_two")).isEqualTo(INVALID);
    assertThat(stripe(header, EVENT + " ", SIGNED, "whsec_test_one")).isEqualTo(INVALID);
    assertThat(stripe("t=1700000001," + FIRST, EVENT, SIGNED, "whsec_test_one")).isEqualTo(INVALID);
  }

  @Test
  void stripeMaySendSeveralSignaturesAndOnlyThoseOfVersion1Count() {
    assertThat(stripe("t=1700000000," + SECOND + "," + FIRST, EVENT, SIGNED, "whsec_test_one"))
        .isEqualTo(GENUINE);
    assertThat(stripe("t=1700000000," + FIRST.replace("v1", "v0"), EVENT, SIGNED, "whsec_test_one"))
        .isEqualTo(MISSING);
  }

  @ParameterizedTest
  @CsvSource({"-301, EXPIRED", "-300, GENUINE", "0, GENUINE", "300, GENUINE", "301, EXPIRED"})
  void aSignatureOfStripeHoldsForFiveMinutes(int seconds, Authenticity expected) {
    assertThat(
            stripe("t=1700000000," + FIRST, EVENT, SIGNED.plusSeconds(seconds), "whsec_test_one"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''", "t=1", "v1=ab", "t=,v1=", "nonsense", "t=1700000000,v1"})
  void whatIsNoSignatureOfStripeIsNotGenuine(String header) {
    assertThat(stripe(header, EVENT, SIGNED, "whsec_test_one")).isIn(MISSING, INVALID);
  }

  private static Authenticity hubspot(
      Set<Integer> versions,
      String secret,
      String url,
      String query,
      Map<String, String> headers,
      String body,
      Instant at) {
    return Signatures.check(
        new Webhook.HubSpot(secrets(secret), TOLERANCE, url, versions),
        delivery(headers, query, body, at));
  }

  private static Authenticity third(Instant at, String query, Set<Integer> versions) {
    return hubspot(
        versions,
        "yyyyyyyy",
        "https://events.acme.example/v1/webhooks/hubspot",
        query,
        Map.of(
            "X-HubSpot-Signature-v3", "FKQpFyJlpTBeFQsTxuahcK77jh8MsgE8ngbz4qn6DuE=",
            "X-HubSpot-Request-Timestamp", "1700000000000"),
        "[{\"eventId\":1}]",
        at);
  }

  @Test
  void version3OfHubSpotSignsMethodUrlBodyAndTime() {
    assertThat(third(SIGNED, "?a=b%3Ac", Set.of(3))).isEqualTo(GENUINE);
    assertThat(third(SIGNED, "?a=b:c", Set.of(1, 2, 3))).isEqualTo(GENUINE);
    assertThat(third(SIGNED, "", Set.of(3))).isEqualTo(INVALID);
    assertThat(third(SIGNED.plusSeconds(301), "?a=b:c", Set.of(3))).isEqualTo(EXPIRED);
    assertThat(third(SIGNED, "?a=b:c", Set.of(1, 2))).isEqualTo(MISSING);
  }

  @Test
  void olderVersionsOfHubSpotCountOnlyWhereTheyAreConfigured() {
    String secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    Map<String, String> second =
        Map.of(
            "X-HubSpot-Signature-Version", "v2",
            "X-HubSpot-Signature",
                "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900");
    String url = "https://www.example.com/webhook_uri";
    String body = "{\"example_field\":\"example_value\"}";
    Map<String, String> first =
        Map.of(
            "X-HubSpot-Signature",
            "124cc9282e94c5744b1dd452247b32912482f2f480ce18b61b758ad5b93d49bc");

    assertThat(hubspot(Set.of(2), secret, url, "", second, body, SIGNED)).isEqualTo(GENUINE);
    assertThat(hubspot(Set.of(2), secret, url, "", second, body + " ", SIGNED)).isEqualTo(INVALID);
    assertThat(hubspot(Set.of(3), secret, url, "", second, body, SIGNED)).isEqualTo(MISSING);
    assertThat(hubspot(Set.of(1), "yyyyyyyy", url, "", first, "[{\"eventId\":1}]", SIGNED))
        .isEqualTo(GENUINE);
    assertThat(hubspot(Set.of(3), "yyyyyyyy", url, "", first, "[{\"eventId\":1}]", SIGNED))
        .isEqualTo(MISSING);
  }

  private static Authenticity zendesk(String time, String body, Instant at) {
    return Signatures.check(
        new Webhook.Zendesk(
            secrets("old", "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="), TOLERANCE),
        delivery(
            Map.of(
                "X-Zendesk-Webhook-Signature",
                "p49OqhbaEmNJV9zHVHLn59hJHdGe6FMjgLbouHVjxaw=",
                "X-Zendesk-Webhook-Signature-Timestamp",
                time),
            "",
            body,
            at));
  }

  @Test
  void zendeskSignsTimeAndBody() {
    String time = "2023-11-14T22:13:20Z";

    assertThat(zendesk(time, EVENT, SIGNED)).isEqualTo(GENUINE);
    assertThat(zendesk(time, EVENT, SIGNED.plusSeconds(300))).isEqualTo(GENUINE);
    assertThat(zendesk(time, EVENT, SIGNED.plusSeconds(301))).isEqualTo(EXPIRED);
    assertThat(zendesk(time, EVENT + "\n", SIGNED)).isEqualTo(INVALID);
    assertThat(zendesk("2023-11-14T22:13:21Z", EVENT, SIGNED)).isEqualTo(INVALID);
  }

  private static Authenticity salesforce(String query, String body) {
    return Signatures.check(
        new Webhook.Salesforce(secrets("s3cret"), Set.of("00D000000000062")),
        delivery(Map.of(), query, body, SIGNED));
  }

  private static String message(String organization) {
    return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
        + "<notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\"><OrganizationId>"
        + organization
        + "</OrganizationId></notifications></e:Body></e:Envelope>";
  }

  @Test
  void anOutboundMessageHasTheTokenAndIsOfTheOrganization() {
    String message = message("00D000000000062EAA");

    assertThat(salesforce("?token=s3cret", message)).isEqualTo(GENUINE);
    assertThat(salesforce("?a=b&token=s3cret", message)).isEqualTo(GENUINE);
    assertThat(salesforce("?token=s3cres", message)).isEqualTo(INVALID);
    assertThat(salesforce("", message)).isEqualTo(MISSING);
    assertThat(salesforce("?token=s3cret", message("00D000000000063EAA"))).isEqualTo(INVALID);
    assertThat(salesforce("?token=s3cret", message("00d000000000062EAA"))).isEqualTo(INVALID);
    assertThat(salesforce("?token=s3cret", "<!DOCTYPE x>" + message)).isEqualTo(INVALID);
  }

  @Test
  void aSecretDoesNotShowItself() {
    assertThat(new Webhook.Stripe(secrets("whsec_1"), TOLERANCE).toString())
        .doesNotContain("whsec_1");
  }
}
