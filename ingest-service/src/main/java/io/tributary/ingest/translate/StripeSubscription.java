package io.tributary.ingest.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.ingest.mapping.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The terms of a subscription, and what has just happened to it. */
final class StripeSubscription {
  /** One line of a subscription; amount null when it has none of its own, as with tiers. */
  private record Line(
      BigDecimal amount, BigDecimal quantity, String interval, int intervalCount, JsonNode price) {}

  private StripeSubscription() {}

  static ObjectNode derived(JsonNode subscription, JsonNode previous) {
    ObjectNode derived = JsonNodeFactory.instance.objectNode();
    derived.put("happened", happened(subscription, previous));
    List<Line> lines = lines(subscription);
    if (!lines.isEmpty()) {
      terms(derived, lines, subscription);
    }
    discount(derived, subscription);
    ends(derived, subscription);
    return derived;
  }

  /** What an update of a subscription means: it comes for whatever changed. */
  private static String happened(JsonNode now, JsonNode previous) {
    String status = now.path("status").asText("");
    String before = previous.path("status").asText("");
    boolean running = !status.startsWith("incomplete");
    boolean endsNow = now.path("cancel_at_period_end").asBoolean() || is(now.path("cancel_at"));
    boolean endChanged = previous.has("cancel_at_period_end") || previous.has("cancel_at");
    boolean pausedNow = is(now.path("pause_collection")) || status.equals("paused");
    boolean pauseChanged =
        previous.has("pause_collection")
            || before.equals("paused")
            || pausedByStatus(status, before);
    if (!running) {
      return "incomplete";
    } else if (before.equals("incomplete")) {
      return "started";
    } else if (endChanged) {
      return endsNow ? "cancelled" : "resumed";
    } else if (pauseChanged) {
      return pausedNow ? "paused" : "resumed";
    }
    return "changed";
  }

  private static boolean pausedByStatus(String status, String before) {
    return status.equals("paused") && !before.isEmpty();
  }

  private static boolean is(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  /** Items with prices, items with plans, or a plan of the subscription itself. */
  private static List<Line> lines(JsonNode subscription) {
    List<Line> lines = new ArrayList<>();
    String currency = subscription.path("currency").asText("");
    for (JsonNode item : subscription.path("items").path("data")) {
      lines.add(line(item, item.path("quantity"), currency));
    }
    if (lines.isEmpty() && is(subscription.path("plan"))) {
      lines.add(line(subscription, subscription.path("quantity"), currency));
    }
    return lines;
  }

  private static Line line(JsonNode item, JsonNode quantity, String subscriptionCurrency) {
    JsonNode price = is(item.path("price")) ? item.path("price") : item.path("plan");
    JsonNode recurring = is(price.path("recurring")) ? price.path("recurring") : price;
    String currency = price.path("currency").asText(subscriptionCurrency);
    BigDecimal amount = null;
    for (String name : List.of("unit_amount_decimal", "unit_amount", "amount_decimal", "amount")) {
      if (amount == null && is(price.path(name))) {
        amount = Money.major(price.path(name), currency).orElse(null);
      }
    }
    return new Line(
        amount,
        BigDecimal.valueOf(quantity.asLong(1)),
        recurring.path("interval").asText(""),
        recurring.path("interval_count").asInt(1),
        price);
  }

  /** Several lines of one rhythm are one amount; of several rhythms, they are none. */
  private static void terms(ObjectNode derived, List<Line> lines, JsonNode subscription) {
    Line first = lines.get(0);
    derived.put("interval", first.interval());
    derived.put("interval_count", first.intervalCount());
    JsonNode price = first.price();
    derived.put("plan", named(price, List.of("nickname", "lookup_key", "id")));
    JsonNode product = price.path("product");
    derived.set("product", product.isObject() ? product.path("name") : product);
    derived.put("currency", price.path("currency").asText(subscription.path("currency").asText()));
    if (lines.size() == 1) {
      if (first.amount() != null) {
        derived.put("unit_amount", first.amount().toPlainString());
      }
      derived.put("quantity", first.quantity().longValue());
      return;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Line line : lines) {
      boolean sameRhythm =
          line.interval().equals(first.interval()) && line.intervalCount() == first.intervalCount();
      if (line.amount() == null || !sameRhythm) {
        return;
      }
      sum = sum.add(line.amount().multiply(line.quantity()));
    }
    derived.put("unit_amount", sum.toPlainString());
    derived.put("quantity", 1);
  }

  private static String named(JsonNode price, List<String> names) {
    return names.stream()
        .map(name -> price.path(name).asText(""))
        .filter(text -> !text.isEmpty() && !text.equals("null"))
        .findFirst()
        .orElse(null);
  }

  /** A whole picture: a discount that is gone is a discount of nothing. */
  private static void discount(ObjectNode derived, JsonNode subscription) {
    JsonNode discount = subscription.path("discount");
    if (!discount.isObject()) {
      discount = subscription.path("discounts").path(0);
    }
    if (discount.isTextual()) {
      // Only its id is told: what it takes off is not known, and stays as it is.
      return;
    }
    JsonNode coupon =
        is(discount.path("coupon"))
            ? discount.path("coupon")
            : discount.path("source").path("coupon");
    String currency = coupon.path("currency").asText("");
    derived.put("discount_percent", coupon.path("percent_off").asText("0").replace("null", "0"));
    Optional<BigDecimal> off = Money.major(coupon.path("amount_off"), currency);
    derived.put("discount_amount", off.map(BigDecimal::toPlainString).orElse("0"));
    if (is(discount.path("end"))) {
      derived.set("discount_ends_at", discount.path("end"));
    }
  }

  /** The end of the period was of the subscription, and is of its items in newer versions. */
  private static void ends(ObjectNode derived, JsonNode subscription) {
    JsonNode periodEnd = subscription.path("current_period_end");
    for (JsonNode item : subscription.path("items").path("data")) {
      JsonNode end = item.path("current_period_end");
      if (!is(periodEnd) || end.asLong() > periodEnd.asLong()) {
        periodEnd = is(end) ? end : periodEnd;
      }
    }
    JsonNode end = null;
    if (is(subscription.path("ended_at"))) {
      end = subscription.path("ended_at");
    } else if (is(subscription.path("cancel_at"))) {
      end = subscription.path("cancel_at");
    } else if (subscription.path("cancel_at_period_end").asBoolean()) {
      end = periodEnd;
    }
    if (end != null && is(end)) {
      derived.set("effective_at", end);
    }
  }
}
