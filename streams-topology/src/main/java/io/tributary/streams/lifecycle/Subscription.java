package io.tributary.streams.lifecycle;

import io.tributary.event.BillingInterval;
import io.tributary.event.SubscriptionCancelled;
import io.tributary.event.SubscriptionChanged;
import io.tributary.event.SubscriptionPaused;
import io.tributary.event.SubscriptionResumed;
import io.tributary.event.SubscriptionStarted;
import io.tributary.state.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A subscription: monthly recurring revenue (MRR) as a step function of time.
 *
 * @param steps in order of time; before the first the MRR is 0
 * @param product the latest known
 * @param latestAt when it was last heard of
 * @param notices when a cancellation was known and had not taken effect
 * @param cancelsAt when a cancellation takes or took effect; null when there is none
 */
record Subscription(
    List<Step> steps, String product, long latestAt, List<Notice> notices, Long cancelsAt)
    implements Folded {

  /** From {@code at} on, the MRR is this much. */
  record Step(long at, String currency, long mrrMicros) {}

  /** Between notice and the end of a subscription, or until the notice was withdrawn. */
  record Notice(long from, long until) {}

  static Subscription fold(List<Fact> facts) {
    Terms terms = new Terms();
    List<Step> steps = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      long from = facts.get(i).getOccurredAt();
      long until = i + 1 < facts.size() ? facts.get(i + 1).getOccurredAt() : Long.MAX_VALUE;
      terms.apply(facts.get(i));
      if (facts.get(i).getBody() instanceof SubscriptionCancelled && terms.cancelsAt < from) {
        end(steps, terms.cancelsAt);
      }
      if (terms.cancelsAt != null && from < Math.min(until, terms.cancelsAt)) {
        notices.add(new Notice(from, Math.min(until, terms.cancelsAt)));
      }
      if (from < until) {
        for (long at : terms.turningPoints(from, until)) {
          add(steps, new Step(at, terms.currency, terms.mrrAt(at)));
        }
      }
    }
    return new Subscription(
        steps,
        terms.product,
        facts.get(facts.size() - 1).getOccurredAt(),
        notices,
        terms.cancelsAt);
  }

  /** The step that holds at a time; none before the first. */
  Optional<Step> stepAt(long at) {
    Step current = null;
    for (Step step : steps) {
      if (step.at() <= at) {
        current = step;
      }
    }
    return Optional.ofNullable(current);
  }

  /**
   * Since when it tells whether who has it is a customer: since it first earned, or ended without.
   */
  Optional<Long> tellsFrom() {
    return steps.isEmpty() ? Optional.ofNullable(cancelsAt) : Optional.of(steps.get(0).at());
  }

  /** A cancellation may be told of only after it took effect: what came since did not earn. */
  private static void end(List<Step> steps, long at) {
    steps.removeIf(step -> step.at() >= at);
    if (!steps.isEmpty()) {
      add(steps, new Step(at, steps.get(steps.size() - 1).currency(), 0));
    }
  }

  private static void add(List<Step> steps, Step step) {
    if (step.currency() == null || steps.isEmpty() && step.mrrMicros() == 0) {
      return;
    }
    if (!steps.isEmpty()) {
      Step before = steps.get(steps.size() - 1);
      if (before.mrrMicros() == step.mrrMicros() && before.currency().equals(step.currency())) {
        return;
      }
    }
    steps.add(step);
  }

  /** The terms as they change from fact to fact. */
  private static final class Terms {
    private Long unitAmountMicros;
    private String currency;
    private long quantity = 1;
    private BillingInterval interval;
    private int intervalCount = 1;
    private Long discountPercentMicros;
    private Long discountAmountMicros;
    private Long discountEndsAt;
    private Long trialEndsAt;
    private String product;
    private boolean paused;
    private Long cancelsAt;

    void apply(Fact fact) {
      if (fact.getBody() instanceof SubscriptionStarted started) {
        unitAmountMicros = started.getUnitAmountMicros();
        currency = started.getCurrency();
        quantity = started.getQuantity();
        interval = started.getInterval();
        intervalCount = started.getIntervalCount();
        discountPercentMicros = started.getDiscountPercentMicros();
        discountAmountMicros = started.getDiscountAmountMicros();
        discountEndsAt = millis(started.getDiscountEndsAt());
        trialEndsAt = millis(started.getTrialEndsAt());
        product = or(started.getProduct(), product);
        paused = false;
        cancelsAt = null;
      } else if (fact.getBody() instanceof SubscriptionChanged changed) {
        unitAmountMicros = or(changed.getUnitAmountMicros(), unitAmountMicros);
        currency = or(changed.getCurrency(), currency);
        quantity = or(changed.getQuantity(), quantity);
        interval = or(changed.getInterval(), interval);
        intervalCount = or(changed.getIntervalCount(), intervalCount);
        discountPercentMicros = or(changed.getDiscountPercentMicros(), discountPercentMicros);
        discountAmountMicros = or(changed.getDiscountAmountMicros(), discountAmountMicros);
        discountEndsAt = or(millis(changed.getDiscountEndsAt()), discountEndsAt);
        trialEndsAt = or(millis(changed.getTrialEndsAt()), trialEndsAt);
        product = or(changed.getProduct(), product);
      } else if (fact.getBody() instanceof SubscriptionCancelled cancelled) {
        cancelsAt = or(millis(cancelled.getEffectiveAt()), fact.getOccurredAt());
      } else if (fact.getBody() instanceof SubscriptionPaused) {
        paused = true;
      } else if (fact.getBody() instanceof SubscriptionResumed) {
        paused = false;
        // Who resumes before a cancellation takes effect has withdrawn it.
        if (cancelsAt != null && cancelsAt > fact.getOccurredAt()) {
          cancelsAt = null;
        }
      }
    }

    /**
     * The times at which the MRR may change under these terms, the first of which is {@code from}.
     */
    Iterable<Long> turningPoints(long from, long until) {
      TreeSet<Long> points = new TreeSet<>();
      points.add(from);
      for (Long point : new Long[] {discountEndsAt, trialEndsAt, cancelsAt}) {
        if (point != null && point > from && point < until) {
          points.add(point);
        }
      }
      return points;
    }

    long mrrAt(long at) {
      boolean earning =
          unitAmountMicros != null
              && interval != null
              && !paused
              && (trialEndsAt == null || at >= trialEndsAt)
              && (cancelsAt == null || at < cancelsAt);
      if (!earning) {
        return 0;
      }
      boolean discounted = discountEndsAt == null || at < discountEndsAt;
      return MonthlyAmount.of(
          unitAmountMicros,
          quantity,
          discounted ? or(discountPercentMicros, 0L) : 0,
          discounted ? or(discountAmountMicros, 0L) : 0,
          interval,
          intervalCount);
    }

    private static Long millis(Instant instant) {
      return instant == null ? null : Long.valueOf(instant.toEpochMilli());
    }

    private static <T> T or(T value, T otherwise) {
      return value == null ? otherwise : value;
    }
  }
}
