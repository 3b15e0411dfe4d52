package io.tributary.streams.alerts;

import io.tributary.event.Micros;
import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentence for people that an alert carries, with {@code {{name}}} for what is known. */
final class SummaryText {
  static final List<String> NAMES =
      List.of(
          "rule",
          "metric",
          "window",
          "dimension",
          "slice",
          "value",
          "unit",
          "threshold",
          "severity");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

  private SummaryText() {}

  /** Refuses names that are not known. */
  static String checked(YamlNode node) {
    Matcher matcher = PLACEHOLDER.matcher(node.text());
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!NAMES.contains(name)) {
        throw node.error(
            "unknown placeholder {{%s}}%s; known are %s"
                .formatted(name, Nearest.hint(name, NAMES), String.join(", ", NAMES)));
      }
    }
    return node.text();
  }

  /** In one pass, so that what is filled in is never taken for a placeholder itself. */
  static String fill(AlertRule rule, Watched watched, Observation seen) {
    return PLACEHOLDER
        .matcher(rule.summary())
        .replaceAll(match -> Matcher.quoteReplacement(text(match.group(1), rule, watched, seen)));
  }

  private static String text(String name, AlertRule rule, Watched watched, Observation seen) {
    return switch (name) {
      case "rule" -> rule.name();
      case "metric" -> rule.metric();
      case "window" -> rule.window();
      case "dimension" -> watched.dimension();
      case "slice" -> watched.slice().isEmpty() ? watched.dimension() : watched.slice();
      case "value" -> seen.valueMicros() == null ? "none" : Micros.format(seen.valueMicros());
      case "unit" -> rule.unit();
      case "threshold" -> Micros.format(rule.limit().thresholdMicros());
      case "severity" -> rule.severity();
      default -> throw new IllegalArgumentException("no such placeholder: " + name);
    };
  }
}
