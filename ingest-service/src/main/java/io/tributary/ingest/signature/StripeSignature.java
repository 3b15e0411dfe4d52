package io.tributary.ingest.signature;

import io.tributary.ingest.source.Secret;
import io.tributary.ingest.source.Webhook;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * {@code Stripe-Signature: t=SECONDS,v1=HEX,v1=HEX}: the HMAC of time, point and body, with each
 * secret that is valid while secrets are rotated. Any that matches will do; v0 is of test mode only
 * and never accepted.
 */
final class StripeSignature {
  private StripeSignature() {}

  static Authenticity of(Webhook.Stripe webhook, Delivery delivery) {
    String time = null;
    List<String> signatures = new ArrayList<>();
    for (String part : delivery.header("Stripe-Signature").orElse("").split(",")) {
      String entry = part.strip();
      if (entry.startsWith("t=")) {
        time = entry.substring(2);
      } else if (entry.startsWith("v1=")) {
        signatures.add(entry.substring(3));
      }
    }
    if (time == null || signatures.isEmpty()) {
      return Authenticity.MISSING;
    }
    if (!matches(webhook.secrets(), time, signatures, delivery)) {
      return Authenticity.INVALID;
    }
    try {
      Instant signed = Instant.ofEpochSecond(Long.parseLong(time));
      return delivery.isWithin(webhook.tolerance(), signed)
          ? Authenticity.GENUINE
          : Authenticity.EXPIRED;
    } catch (NumberFormatException | DateTimeException e) {
      return Authenticity.INVALID;
    }
  }

  private static boolean matches(
      List<Secret> secrets, String time, List<String> signatures, Delivery delivery) {
    boolean any = false;
    for (Secret secret : secrets) {
      byte[] hmac =
          Digests.hmac(
              secret, Digests.utf8(time + '.'), delivery.body(), delivery.length(), new byte[0]);
      String expected = HexFormat.of().formatHex(hmac);
      for (String signature : signatures) {
        any |= Digests.equal(expected, signature);
      }
    }
    return any;
  }
}
