package io.tributary.streams.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.runtime.yaml.YamlException;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.streams.alerts.AlertRule.NoData;
import io.tributary.streams.alerts.AlertRule.SliceSelector;
import io.tributary.streams.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRulesFileTest {
  @Test
  void aRuleThatSaysEverything() {
    AlertRules rules =
        parse(
            """
            alerts:
              - name: cac-too-high
                metric: cac
                window: R30
                slice: channel=paid_search
                above: 500
                recover: 450
                for: 24h
                keep_firing_for: 6h
                min_sample: 5
                no_data: keep
                severity: critical
                labels: {team: growth}
                summary: "CAC in {{slice}} is {{ value }}"
            """);

    assertThat(rules.rules())
        .containsExactly(
            new AlertRule(
                "cac-too-high",
                "cac",
                "acquisition",
                "currency",
                "R30",
                new SliceSelector("channel", Optional.of("paid_search")),
                Limit.above(500_000_000).recovering(450_000_000),
                Duration.ofHours(24),
                Duration.ofHours(6),
                5,
                NoData.KEEP,
                "critical",
                Map.of("team", "growth"),
                "CAC in {{slice}} is {{ value }}"));
  }

  @Test
  void twoRulesOfOneNameAreRefused() {
    String rule = "{name: a, metric: cac, window: R30, slice: total, above: 1}";

    assertThatThrownBy(() -> parse("alerts: [%s, %s]".formatted(rule, rule)))
        .hasMessageContaining("another alert is named a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: a, metric: cak, window: R30, slice: total, above: 1             | 1:28 | unknown metric cak (did you mean cac
          name: a, metric: cac, window: R31, slice: total, above: 1             | 1:41 | unknown window of cac R31 (did you mean R30
          name: a, metric: nrr, window: MTD, slice: total, above: 1             | 1:41 | unknown window of nrr MTD
          name: a, metric: cac, window: R30, slice: chanel, above: 1            | 1:53 | unknown dimension of cac chanel (did you mean channel?)
          name: a, metric: quota_pace, window: QTD, slice: channel, above: 1    | 1:60 | unknown dimension of quota_pace channel
          name: a, metric: cac, window: R30, slice: total=x, above: 1           | 1:53 | total, a dimension, or dimension=value
          name: a, metric: cac, window: R30, slice: total, abov: 1              | 1:60 | unknown key abov (did you mean above?)
          name: a, metric: cac, window: R30, slice: total                       | 1:10 | exactly one of above and below
          name: a, metric: cac, window: R30, slice: total, above: 1, below: 2   | 1:10 | exactly one of above and below
          name: a, metric: cac, window: R30, slice: total, above: 1, recover: 2 | 1:79 | recover must not be greater than above
          name: a, metric: cac, window: R30, slice: total, above: much          | 1:67 | a number is expected here
          name: a, metric: cac, window: R30, slice: total, above: 1, for: soon  | 1:75 | 'soon'
          name: a, metric: cac, window: R30, slice: total, above: 1, no_data: x | 1:79 | 'x'
          name: 'a b', metric: cac, window: R30, slice: total, above: 1         | 1:17 | a name is made of letters
          metric: cac, window: R30, slice: total, above: 1                      | 1:10 | name is missing
          name: a, metric: cac, window: R30, slice: total, above: 1, summary: '{{valeu}}' | 1:79 | unknown placeholder {{valeu}} (did you mean value?)
          """)
  void whatCannotBeSaysWhereAndWhy(String rule, String place, String message) {
    assertThatThrownBy(() -> parse("alerts: [{" + rule + "}]"))
        .isInstanceOf(YamlException.class)
        .hasMessageStartingWith("alerts.yaml:" + place + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void noRulesAreRules() {
    assertThat(parse("alerts: []").rules()).isEqualTo(List.of());
  }

  private static AlertRules parse(String text) {
    return AlertRulesFile.parse(YamlNode.parse("alerts.yaml", text), Policy.standard());
  }
}
