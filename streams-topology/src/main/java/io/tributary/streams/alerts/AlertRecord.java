package io.tributary.streams.alerts;

import io.tributary.output.AlertState;
import io.tributary.output.MetricAlert;
import io.tributary.streams.alerts.AlertMachine.Judgement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Writes down a change of state. */
final class AlertRecord {
  private AlertRecord() {}

  static MetricAlert of(
      AlertRule rule,
      Watched watched,
      AlertStatus before,
      Judgement judgement,
      Observation seen,
      Instant now) {
    AlertStatus after = judgement.status();
    return identified(
        MetricAlert.newBuilder()
            .setRule(rule.name())
            .setMetric(rule.metric())
            .setWindow(rule.window())
            .setDimension(watched.dimension())
            .setSlice(watched.slice())
            .setState(after.state())
            .setPreviousState(before.state())
            .setReason(judgement.reason())
            .setValueMicros(seen.valueMicros())
            .setThresholdMicros(rule.limit().thresholdMicros())
            .setSeverity(rule.severity())
            .setLabels(rule.labels())
            .setSummary(SummaryText.fill(rule, watched, seen))
            .setAsOf(seen.asOf())
            .setSince(after.state() == AlertState.OK ? before.since() : after.since())
            .setChangedAt(now)
            .setChangeId("")
            .build());
  }

  /** The end of an alert whose rule is gone: all that is known of it is what was last sent. */
  static MetricAlert ended(MetricAlert last, String reason, Instant now) {
    return identified(
        MetricAlert.newBuilder(last)
            .setPreviousState(last.getState())
            .setState(AlertState.OK)
            .setReason(reason)
            .setChangedAt(now)
            .build());
  }

  /**
   * The id comes from the change itself, so the same change has the same id wherever it is made.
   */
  private static MetricAlert identified(MetricAlert alert) {
    String change =
        String.join(
            "\u0001",
            alert.getRule(),
            alert.getDimension(),
            alert.getSlice(),
            alert.getPreviousState().name(),
            alert.getState().name(),
            alert.getChangedAt().toString());
    alert.setChangeId(UUID.nameUUIDFromBytes(change.getBytes(StandardCharsets.UTF_8)).toString());
    return alert;
  }
}
