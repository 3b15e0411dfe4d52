package io.tributary.streams.alerts;

import io.tributary.event.Micros;
import io.tributary.runtime.config.Nearest;
import io.tributary.runtime.yaml.YamlException;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.streams.alerts.AlertRule.NoData;
import io.tributary.streams.alerts.AlertRule.SliceSelector;
import io.tributary.streams.metrics.Metric;
import io.tributary.streams.metrics.MetricCatalogue;
import io.tributary.streams.policy.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * alerts.yaml: the alert rules. Every mistake is an error with its place, and with the nearest
 * names where a name is not known.
 *
 * <pre>
 * alerts:
 *   - name: cac-too-high
 *     metric: cac
 *     window: R30
 *     slice: channel            # each value of the dimension; or total; or channel=paid_search
 *     above: 500                # or below
 *     recover: 450              # fires above 500, ends below 450
 *     for: 24h                  # must hold this long
 *     keep_firing_for: 6h
 *     min_sample: 5             # a smaller sample is no data
 *     no_data: ok               # or alert, or keep
 *     severity: warning
 *     labels: {team: growth}
 *     summary: "CAC in {{slice}} is {{value}} {{unit}} (limit {{threshold}})"
 * </pre>
 */
public final class AlertRulesFile {
  private static final String[] KEYS = {
    "name",
    "metric",
    "window",
    "slice",
    "above",
    "below",
    "recover",
    "for",
    "keep_firing_for",
    "min_sample",
    "no_data",
    "severity",
    "labels",
    "summary"
  };
  private static final String SUMMARY =
      "{{metric}} {{window}} in {{slice}} is {{value}} {{unit}} (limit {{threshold}})";

  private AlertRulesFile() {}

  /**
   * @param policy that says which stages there are metrics of
   * @throws io.tributary.runtime.yaml.YamlException when anything is wrong
   */
  public static AlertRules parse(YamlNode root, Policy policy) {
    root.only("alerts");
    Map<String, AlertRule> rules = new LinkedHashMap<>();
    for (YamlNode item : root.required("alerts").items()) {
      AlertRule rule = rule(item, policy);
      if (rules.put(rule.name(), rule) != null) {
        throw item.required("name").error("another alert is named " + rule.name() + ", too");
      }
    }
    return new AlertRules(new ArrayList<>(rules.values()));
  }

  private static AlertRule rule(YamlNode item, Policy policy) {
    item.only(KEYS);
    Metric metric = metric(item.required("metric"), policy);
    return new AlertRule(
        name(item.required("name")),
        metric.name(),
        metric.family(),
        metric.unit(),
        window(item.required("window"), metric),
        slice(item.required("slice"), metric),
        limit(item),
        item.optional("for").map(YamlNode::duration).orElse(Duration.ZERO),
        item.optional("keep_firing_for").map(YamlNode::duration).orElse(Duration.ZERO),
        item.optional("min_sample").map(AlertRulesFile::count).orElse(0),
        item.optional("no_data").map(node -> node.choice(NoData.class)).orElse(NoData.OK),
        item.optional("severity").map(YamlNode::text).orElse("warning"),
        labels(item),
        item.optional("summary").map(SummaryText::checked).orElse(SUMMARY));
  }

  private static String name(YamlNode node) {
    if (!node.text().matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      throw node.error("a name is made of letters, digits, '-', '_' and '.'");
    }
    return node.text();
  }

  private static Metric metric(YamlNode node, Policy policy) {
    return MetricCatalogue.named(node.text(), policy)
        .orElseThrow(() -> unknown(node, "metric", node.text(), MetricCatalogue.names(policy)));
  }

  private static String window(YamlNode node, Metric metric) {
    List<String> windows = metric.windows().stream().map(Enum::name).toList();
    if (!windows.contains(node.text())) {
      throw unknown(node, "window of " + metric.name(), node.text(), windows);
    }
    return node.text();
  }

  private static SliceSelector slice(YamlNode node, Metric metric) {
    String text = node.text();
    int equals = text.indexOf('=');
    String dimension = (equals < 0 ? text : text.substring(0, equals)).strip();
    List<String> dimensions = MetricCatalogue.family(metric.family()).dimensions();
    if (!dimensions.contains(dimension)) {
      throw unknown(node, "dimension of " + metric.name(), dimension, dimensions);
    }
    String value = equals < 0 ? "" : text.substring(equals + 1).strip();
    if (equals >= 0 && (value.isEmpty() || dimension.equals(dimensions.get(0)))) {
      throw node.error("total, a dimension, or dimension=value is expected here");
    }
    return new SliceSelector(dimension, Optional.of(value).filter(one -> !one.isEmpty()));
  }

  private static Limit limit(YamlNode item) {
    Optional<YamlNode> above = item.optional("above");
    Optional<YamlNode> below = item.optional("below");
    if (above.isPresent() == below.isPresent()) {
      throw item.error("exactly one of above and below is needed");
    }
    Limit limit =
        above
            .map(node -> Limit.above(micros(node)))
            .orElseGet(() -> Limit.below(micros(below.orElseThrow())));
    return item.optional("recover").map(node -> recovering(limit, node)).orElse(limit);
  }

  private static Limit recovering(Limit limit, YamlNode node) {
    long recover = micros(node);
    if (limit.isAcross(recover)) {
      throw node.error(
          limit.above()
              ? "recover must not be greater than above"
              : "recover must not be less than below");
    }
    return limit.recovering(recover);
  }

  private static long micros(YamlNode node) {
    BigDecimal number = node.decimal();
    try {
      return Micros.of(number);
    } catch (ArithmeticException e) {
      throw node.error("at most 12 digits and 6 decimals are expected here");
    }
  }

  private static int count(YamlNode node) {
    int count = node.integer();
    if (count < 0) {
      throw node.error("0 or more is expected here");
    }
    return count;
  }

  private static Map<String, String> labels(YamlNode item) {
    Map<String, String> labels = new LinkedHashMap<>();
    item.optional("labels")
        .ifPresent(node -> node.entries().forEach((name, value) -> labels.put(name, value.text())));
    return labels;
  }

  private static YamlException unknown(
      YamlNode node, String what, String written, Collection<String> known) {
    return node.error(
        "unknown %s %s%s; known are %s"
            .formatted(what, written, Nearest.hint(written, known), String.join(", ", known)));
  }
}
