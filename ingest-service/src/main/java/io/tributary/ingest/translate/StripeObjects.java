package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Adds to an event of Stripe, under {@code derived}, what its objects say only between the lines
 * and in different places in different versions of the API.
 */
final class StripeObjects {
  private StripeObjects() {}

  static ObjectNode prepared(ObjectNode event) {
    JsonNode data = event.path("data");
    JsonNode object = data.path("object");
    ObjectNode derived =
        switch (object.path("object").asText("")) {
          case "subscription" ->
              StripeSubscription.derived(object, data.path("previous_attributes"));
          case "invoice" -> StripeInvoice.derived(object);
          case "charge" -> StripeCharge.derived(object, data.path("previous_attributes"));
          default -> JsonNodeFactory.instance.objectNode();
        };
    // Customers are ids, or whole objects where the endpoint asks for them.
    JsonNode customer = object.path("customer");
    derived.set("customer", customer.isObject() ? customer.path("id") : customer);
    ObjectNode prepared = event.deepCopy();
    prepared.set("derived", derived);
    return prepared;
  }
}
