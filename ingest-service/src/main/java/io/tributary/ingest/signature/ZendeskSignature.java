package io.tributary.ingest.signature;

import io.tributary.ingest.source.Secret;
import io.tributary.ingest.source.Webhook;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;

/** The HMAC of timestamp and body, in Base64; the timestamp is in a header of its own. */
final class ZendeskSignature {
  private ZendeskSignature() {}

  static Authenticity of(Webhook.Zendesk webhook, Delivery delivery) {
    Optional<String> signature = delivery.header("X-Zendesk-Webhook-Signature");
    Optional<String> time = delivery.header("X-Zendesk-Webhook-Signature-Timestamp");
    if (signature.isEmpty() || time.isEmpty()) {
      return Authenticity.MISSING;
    }
    boolean any = false;
    for (Secret secret : webhook.secrets()) {
      byte[] hmac =
          Digests.hmac(
              secret, Digests.utf8(time.get()), delivery.body(), delivery.length(), new byte[0]);
      any |= Digests.equal(Base64.getEncoder().encodeToString(hmac), signature.get());
    }
    if (!any) {
      return Authenticity.INVALID;
    }
    try {
      Instant signed = OffsetDateTime.parse(time.get()).toInstant();
      return delivery.isWithin(webhook.tolerance(), signed)
          ? Authenticity.GENUINE
          : Authenticity.EXPIRED;
    } catch (DateTimeException e) {
      return Authenticity.INVALID;
    }
  }
}
