package io.tributary.sink.alerts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs deliveries as the Standard Webhooks specification says: HMAC-SHA256 over id.timestamp.body.
 */
public final class WebhookSignature {
  private static final String SECRET_PREFIX = "whsec_";
  private static final int LEAST_KEY_BYTES = 24;

  private final byte[] key;

  /**
   * @param secret base64, with or without whsec_ before it
   * @throws IllegalArgumentException when it is not base64 or too short to be safe; the message
   *     goes on behind the name of the setting
   */
  public WebhookSignature(String secret) {
    String base64 =
        secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
    try {
      this.key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "is not base64 (make one with: echo whsec_$(openssl rand -base64 32))", e);
    }
    if (key.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "must be at least %d bytes of base64, not %d".formatted(LEAST_KEY_BYTES, key.length));
    }
  }

  /** The value of the header webhook-signature. */
  String of(String id, long epochSeconds, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] signature =
          mac.doFinal((id + '.' + epochSeconds + '.' + body).getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HmacSHA256", e);
    }
  }
}
