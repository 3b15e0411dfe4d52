package io.tributary.ingest.signature;

import io.tributary.ingest.source.Secret;
import io.tributary.ingest.source.Webhook;
import io.tributary.ingest.translate.SalesforceXml;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Outbound messages are not signed. What is known of them is the organization that they name, and a
 * token in the URL that only whoever has set them up knows.
 */
final class SalesforceToken {
  private static final String PARAMETER = "token=";
  private static final int ORGANIZATION_LENGTH = 15;

  private SalesforceToken() {}

  static Authenticity of(Webhook.Salesforce webhook, Delivery delivery) {
    String token = token(delivery.query());
    if (token == null) {
      return Authenticity.MISSING;
    }
    boolean any = false;
    for (Secret secret : webhook.secrets()) {
      any |= MessageDigest.isEqual(secret.bytes(), token.getBytes(StandardCharsets.UTF_8));
    }
    return any && isOfOrganization(webhook, delivery) ? Authenticity.GENUINE : Authenticity.INVALID;
  }

  private static boolean isOfOrganization(Webhook.Salesforce webhook, Delivery delivery) {
    try {
      String id = SalesforceXml.read(delivery.body(), delivery.length()).organizationId();
      return id.length() >= ORGANIZATION_LENGTH
          && webhook.organizations().contains(id.substring(0, ORGANIZATION_LENGTH));
    } catch (SalesforceXml.MalformedException e) {
      return false;
    }
  }

  private static String token(String query) {
    for (String parameter : query.replaceFirst("^\\?", "").split("&")) {
      if (parameter.startsWith(PARAMETER)) {
        return parameter.substring(PARAMETER.length());
      }
    }
    return null;
  }
}
