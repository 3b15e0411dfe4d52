package io.tributary.ingest.signature;

import io.tributary.ingest.source.Secret;
import io.tributary.ingest.source.Webhook;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Version 3: the HMAC of method, URL, body and time, in Base64. Versions 1 and 2: the hash of
 * secret and body, or of secret, method, URL and body, in hex; they carry no time, so whoever has
 * seen a delivery can send it again.
 */
final class HubSpotSignature {
  /** What HubSpot decodes in the URL before it signs. */
  private static final Map<String, String> DECODED =
      Map.ofEntries(
          Map.entry("%3A", ":"),
          Map.entry("%2F", "/"),
          Map.entry("%3F", "?"),
          Map.entry("%40", "@"),
          Map.entry("%21", "!"),
          Map.entry("%24", "$"),
          Map.entry("%27", "'"),
          Map.entry("%28", "("),
          Map.entry("%29", ")"),
          Map.entry("%2A", "*"),
          Map.entry("%2C", ","),
          Map.entry("%3B", ";"));

  private HubSpotSignature() {}

  static Authenticity of(Webhook.HubSpot webhook, Delivery delivery) {
    Optional<String> third = delivery.header("X-HubSpot-Signature-v3");
    if (third.isPresent() && webhook.versions().contains(3)) {
      return third(webhook, delivery, third.get());
    }
    Optional<String> older = delivery.header("X-HubSpot-Signature");
    String version = delivery.header("X-HubSpot-Signature-Version").orElse("v1");
    if (older.isPresent() && version.equals("v1") && webhook.versions().contains(1)) {
      return older(webhook, delivery, older.get(), "");
    }
    if (older.isPresent() && version.equals("v2") && webhook.versions().contains(2)) {
      return older(webhook, delivery, older.get(), delivery.method() + url(webhook, delivery));
    }
    return Authenticity.MISSING;
  }

  private static Authenticity third(Webhook.HubSpot webhook, Delivery delivery, String signature) {
    Optional<String> time = delivery.header("X-HubSpot-Request-Timestamp");
    if (time.isEmpty()) {
      return Authenticity.MISSING;
    }
    byte[] before = Digests.utf8(delivery.method() + decoded(url(webhook, delivery)));
    byte[] after = Digests.utf8(time.get());
    boolean matches =
        matches(
            webhook,
            signature,
            secret -> {
              byte[] hmac = Digests.hmac(secret, before, delivery.body(), delivery.length(), after);
              return Base64.getEncoder().encodeToString(hmac);
            });
    if (!matches || !time.get().matches("\\d{1,15}")) {
      return Authenticity.INVALID;
    }
    Instant signed = Instant.ofEpochMilli(Long.parseLong(time.get()));
    return delivery.isWithin(webhook.tolerance(), signed)
        ? Authenticity.GENUINE
        : Authenticity.EXPIRED;
  }

  private static Authenticity older(
      Webhook.HubSpot webhook, Delivery delivery, String signature, String before) {
    boolean matches =
        matches(
            webhook,
            signature.toLowerCase(Locale.ROOT),
            secret ->
                HexFormat.of()
                    .formatHex(
                        Digests.sha256(
                            secret, Digests.utf8(before), delivery.body(), delivery.length())));
    return matches ? Authenticity.GENUINE : Authenticity.INVALID;
  }

  private static boolean matches(
      Webhook.HubSpot webhook, String signature, Function<Secret, String> expected) {
    boolean any = false;
    for (Secret secret : webhook.secrets()) {
      any |= Digests.equal(expected.apply(secret), signature);
    }
    return any;
  }

  private static String url(Webhook.HubSpot webhook, Delivery delivery) {
    return webhook.url() + delivery.query();
  }

  private static String decoded(String url) {
    int query = url.indexOf('?');
    String text = query < 0 ? url : url.substring(0, query);
    String rest = query < 0 ? "" : url.substring(query);
    for (Map.Entry<String, String> each : DECODED.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
      text = text.replace(each.getKey().toLowerCase(Locale.ROOT), each.getValue());
      rest = rest.replace(each.getKey(), each.getValue());
      rest = rest.replace(each.getKey().toLowerCase(Locale.ROOT), each.getValue());
    }
    return text + rest;
  }
}
