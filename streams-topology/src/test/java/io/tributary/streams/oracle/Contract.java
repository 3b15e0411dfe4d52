package io.tributary.streams.oracle;

import io.tributary.event.RevenueEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A subscription by its definition: its MRR at a time follows from what was said of it. */
final class Contract {
  final String id;
  final Told told;

  Contract(String id, Told told) {
    this.id = id;
    this.told = told;
  }

  /** When the cancellation that was last told of, and not withdrawn, takes effect. */
  Long endsAt(long knownAt) {
    Long ends = null;
    for (RevenueEvent event : told.upTo(knownAt).events()) {
      switch (Told.kind(event)) {
        case "SubscriptionStarted" -> ends = null;
        case "SubscriptionCancelled" -> {
          Object effective = Told.field(event, "effective_at");
          ends = effective == null ? Told.at(event) : ((Instant) effective).toEpochMilli();
        }
        case "SubscriptionResumed" -> ends = ends != null && ends > Told.at(event) ? null : ends;
        default -> {}
      }
    }
    return ends;
  }

  String currencyAt(long time) {
    Told since = since(time);
    return since == null ? null : since.text("currency");
  }

  /** Terms hold from the last start on; a change before any start is one of terms to come. */
  private Told since(long time) {
    Told known = told.upTo(time);
    int start = -1;
    for (int i = 0; i < known.events().size(); i++) {
      start = Told.kind(known.events().get(i)).equals("SubscriptionStarted") ? i : start;
    }
    return start < 0 ? null : new Told(known.events().subList(start, known.events().size()));
  }

  long mrrAt(long time) {
    Told terms = since(time);
    Long ends = endsAt(time);
    if (terms == null || ends != null && ends <= time || retroactivelyEnded(time)) {
      return 0;
    }
    boolean paused = false;
    for (RevenueEvent event : terms.events()) {
      paused =
          switch (Told.kind(event)) {
            case "SubscriptionPaused" -> true;
            case "SubscriptionResumed", "SubscriptionStarted" -> false;
            default -> paused;
          };
    }
    Instant trialEnds = terms.last("trial_ends_at", Instant.class::cast);
    if (paused || trialEnds != null && time < trialEnds.toEpochMilli()) {
      return 0;
    }
    Instant discountEnds = terms.last("discount_ends_at", Instant.class::cast);
    boolean discounted = discountEnds == null || time < discountEnds.toEpochMilli();
    BigDecimal price =
        BigDecimal.valueOf(terms.number("unit_amount_micros"))
            .multiply(BigDecimal.valueOf(terms.number("quantity")));
    Long percent = terms.number("discount_percent_micros");
    Long amount = terms.number("discount_amount_micros");
    if (discounted && percent != null) {
      price = price.multiply(BigDecimal.valueOf(100_000_000 - percent)).movePointLeft(8);
    }
    if (discounted && amount != null) {
      price = price.subtract(BigDecimal.valueOf(amount));
    }
    int perYear =
        switch (terms.text("interval")) {
          case "DAY" -> 365;
          case "WEEK" -> 52;
          case "MONTH" -> 12;
          default -> 1;
        };
    return price
        .max(BigDecimal.ZERO)
        .multiply(BigDecimal.valueOf(perYear))
        .divide(BigDecimal.valueOf(12 * terms.number("interval_count")), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /** Told of only later: it had already ended. */
  private boolean retroactivelyEnded(long time) {
    for (RevenueEvent event : told.of("SubscriptionCancelled").events()) {
      Object effective = Told.field(event, "effective_at");
      if (effective != null
          && ((Instant) effective).toEpochMilli() <= time
          && time < Told.at(event)) {
        return true;
      }
    }
    return false;
  }

  /** All times at which the MRR may change. */
  NavigableSet<Long> times() {
    TreeSet<Long> times = new TreeSet<>();
    for (RevenueEvent event : told.events()) {
      times.add(Told.at(event));
      for (String field : new String[] {"effective_at", "trial_ends_at", "discount_ends_at"}) {
        if (Told.field(event, field) instanceof Instant then) {
          times.add(then.toEpochMilli());
        }
      }
    }
    return times;
  }

  /** Since when it says whether who has it is a customer. */
  Long saysFrom() {
    for (long time : times()) {
      if (mrrAt(time) > 0) {
        return time;
      }
    }
    return endsAt(Long.MAX_VALUE);
  }
}
