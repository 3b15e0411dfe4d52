package io.tributary.streams.alerts;

import io.tributary.output.AlertState;
import io.tributary.streams.alerts.AlertRule.NoData;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Decides how a rule stands: OK → PENDING → FIRING → OK, or NO_DATA. Nothing but its arguments goes
 * into a decision, so judging again, after a restart for example, decides the same.
 */
public final class AlertMachine {
  /** The value is across the limit. */
  public static final String THRESHOLD = "threshold";

  /** The value of a later day is back. */
  public static final String RECOVERED = "recovered";

  /** The value of the same day, which was across the limit, is now known to be back. */
  public static final String RESTATED = "restated";

  /** There is no value, or too small a sample. */
  public static final String NO_DATA = "no_data";

  /** The rule is gone, or watches the slice no longer. */
  public static final String RULE_REMOVED = "rule_removed";

  private AlertMachine() {}

  /**
   * @param reason why the state changed; empty when it did not
   */
  public record Judgement(AlertStatus status, String reason) {
    public boolean isChange() {
      return !reason.isEmpty();
    }
  }

  /** How the rule stands, given how it stood, what is seen and what time it is. */
  public static Judgement judge(AlertRule rule, AlertStatus before, Observation seen, Instant now) {
    if (seen.valueMicros() == null || seen.sample() < rule.minSample()) {
      return withoutValue(rule, before, seen, now);
    }
    return switch (rule.limit().sideOf(seen.valueMicros())) {
      case ACROSS -> across(rule, before, seen, now);
      case BETWEEN -> between(rule, before, seen, now);
      case RECOVERED -> back(rule, before, seen, now, reasonFor(before, seen));
    };
  }

  private static Judgement across(
      AlertRule rule, AlertStatus before, Observation seen, Instant now) {
    boolean begins = before.state() == AlertState.OK || before.state() == AlertState.NO_DATA;
    Instant since = begins ? now : before.since();
    boolean fires = before.state() == AlertState.FIRING || !now.isBefore(since.plus(rule.hold()));
    AlertState after = fires ? AlertState.FIRING : AlertState.PENDING;
    return new Judgement(
        new AlertStatus(after, since, seen.asOf(), null, "", seen),
        after == before.state() ? "" : THRESHOLD);
  }

  /** Within the hysteresis what fires goes on firing, and nothing else does. */
  private static Judgement between(
      AlertRule rule, AlertStatus before, Observation seen, Instant now) {
    if (before.state() != AlertState.FIRING) {
      return back(rule, before, seen, now, reasonFor(before, seen));
    }
    return before.backAt() == null
        ? stay(before, seen)
        : back(rule, before, seen, now, before.backReason());
  }

  private static Judgement withoutValue(
      AlertRule rule, AlertStatus before, Observation seen, Instant now) {
    if (rule.noData() == NoData.OK) {
      return back(rule, before, seen, now, NO_DATA);
    }
    if (rule.noData() == NoData.KEEP || before.state() == AlertState.NO_DATA) {
      return stay(before, seen);
    }
    return new Judgement(new AlertStatus(AlertState.NO_DATA, now, null, null, "", seen), NO_DATA);
  }

  private static Judgement back(
      AlertRule rule, AlertStatus before, Observation seen, Instant now, String reason) {
    if (before.state() == AlertState.OK) {
      return new Judgement(AlertStatus.OK, "");
    }
    Instant backAt = before.backAt() == null ? now : before.backAt();
    String backReason = before.backAt() == null ? reason : before.backReason();
    boolean goesOn =
        before.state() == AlertState.FIRING && now.isBefore(backAt.plus(rule.keepFiring()));
    return goesOn
        ? new Judgement(
            new AlertStatus(
                before.state(), before.since(), before.acrossOn(), backAt, backReason, seen),
            "")
        : new Judgement(AlertStatus.OK, backReason);
  }

  private static Judgement stay(AlertStatus before, Observation seen) {
    return before.state() == AlertState.OK
        ? new Judgement(AlertStatus.OK, "")
        : new Judgement(
            new AlertStatus(
                before.state(),
                before.since(),
                before.acrossOn(),
                before.backAt(),
                before.backReason(),
                seen),
            "");
  }

  private static String reasonFor(AlertStatus before, Observation seen) {
    LocalDate acrossOn = before.acrossOn();
    return seen.asOf().equals(acrossOn) ? RESTATED : RECOVERED;
  }
}
