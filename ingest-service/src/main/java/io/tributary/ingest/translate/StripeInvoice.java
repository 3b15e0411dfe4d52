package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What was paid without tax, and for which subscription. */
final class StripeInvoice {
  private StripeInvoice() {}

  static ObjectNode derived(JsonNode invoice) {
    ObjectNode derived = JsonNodeFactory.instance.objectNode();
    long tax = tax(invoice);
    long paid = invoice.path("amount_paid").asLong();
    derived.put("tax", tax);
    derived.put("net", Math.max(0, paid - Math.min(tax, paid)));
    JsonNode subscription = subscription(invoice);
    derived.set("subscription", subscription.isObject() ? subscription.path("id") : subscription);
    return derived;
  }

  /** In the smallest unit of the currency: one figure, or the difference, or a list of taxes. */
  private static long tax(JsonNode invoice) {
    if (invoice.path("tax").isNumber()) {
      return invoice.path("tax").asLong();
    }
    if (invoice.path("total_excluding_tax").isNumber()) {
      return Math.max(
          0, invoice.path("total").asLong() - invoice.path("total_excluding_tax").asLong());
    }
    long sum = 0;
    for (String list : new String[] {"total_taxes", "total_tax_amounts"}) {
      if (sum == 0) {
        for (JsonNode part : invoice.path(list)) {
          sum += part.path("amount").asLong();
        }
      }
    }
    return sum;
  }

  private static JsonNode subscription(JsonNode invoice) {
    JsonNode line = invoice.path("lines").path("data").path(0);
    JsonNode[] places = {
      invoice.path("subscription"),
      invoice.path("parent").path("subscription_details").path("subscription"),
      line.path("subscription"),
      line.path("parent").path("subscription_item_details").path("subscription")
    };
    for (JsonNode place : places) {
      if (place.isTextual() || place.isObject()) {
        return place;
      }
    }
    return JsonNodeFactory.instance.nullNode();
  }
}
