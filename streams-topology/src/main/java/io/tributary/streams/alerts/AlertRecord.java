package io.tributary.streams.alerts;

import io.tributary.event.Micros;
import io.tributary.output.AlertState;
import io.tributary.output.MetricAlert;
import io.tributary.streams.alerts.AlertMachine.Judgement;
import io.tributary.streams.metrics.Metric;
import io.tributary.streams.metrics.MetricCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
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
            .setSummary(summary(rule, watched, seen))
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

  private static String summary(AlertRule rule, Watched watched, Observation seen) {
    String text = rule.summary();
    for (Placeholder placeholder : Placeholder.values()) {
      String name = "{{" + placeholder.name().toLowerCase(Locale.ROOT) + "}}";
      if (text.contains(name)) {
        text = text.replace(name, text(placeholder, rule, watched, seen));
      }
    }
    return text;
  }

  private static String text(
      Placeholder placeholder, AlertRule rule, Watched watched, Observation seen) {
    return switch (placeholder) {
      case RULE -> rule.name();
      case METRIC -> rule.metric();
      case WINDOW -> rule.window();
      case DIMENSION -> watched.dimension();
      case SLICE -> watched.slice().isEmpty() ? watched.dimension() : watched.slice();
      case VALUE -> seen.valueMicros() == null ? "none" : Micros.format(seen.valueMicros());
      case UNIT -> MetricCatalogue.named(rule.metric()).map(Metric::unit).orElse("");
      case THRESHOLD -> Micros.format(rule.limit().thresholdMicros());
      case SEVERITY -> rule.severity();
    };
  }
}
