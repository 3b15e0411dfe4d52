package io.tributary.sink.alerts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs deliveries as the Standard Webhooks specification says: HMAC-SHA256 over id.timestamp.body.
 */
final class WebhookSignature {
  private static final String SECRET_PREFIX = "whsec_";

  private final byte[] key;

  /**
   * @param secret base64, with or without whsec_ before it
   * @throws IllegalArgumentException when it is not base64
   */
  WebhookSignature(String secret) {
    String base64 =
        secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
    this.key = Base64.getDecoder().decode(base64);
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
