package io.tributary.ingest.signature;

import io.tributary.ingest.source.Webhook;

/** Checks deliveries, each as its sender specifies. */
public final class Signatures {
  private Signatures() {}

  public static Authenticity check(Webhook webhook, Delivery delivery) {
    if (webhook instanceof Webhook.Stripe stripe) {
      return StripeSignature.of(stripe, delivery);
    } else if (webhook instanceof Webhook.HubSpot hubspot) {
      return HubSpotSignature.of(hubspot, delivery);
    } else if (webhook instanceof Webhook.Zendesk zendesk) {
      return ZendeskSignature.of(zendesk, delivery);
    }
    return SalesforceToken.of((Webhook.Salesforce) webhook, delivery);
  }
}
