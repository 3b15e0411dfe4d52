package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What has just been given back of a charge. Older versions list the refunds, the latest first;
 * newer ones only say how much has been given back by now.
 */
final class StripeCharge {
  private StripeCharge() {}

  static ObjectNode derived(JsonNode charge, JsonNode previous) {
    ObjectNode derived = JsonNodeFactory.instance.objectNode();
    JsonNode latest = charge.path("refunds").path("data").path(0);
    if (latest.path("id").isTextual()) {
      derived.set("refund_id", latest.path("id"));
      derived.set("refunded", latest.path("amount"));
    } else if (charge.path("amount_refunded").asLong() > 0) {
      long now = charge.path("amount_refunded").asLong();
      derived.put("refund_id", charge.path("id").asText() + ':' + now);
      derived.put("refunded", now - previous.path("amount_refunded").asLong());
    }
    return derived;
  }
}
