package io.tributary.streams.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.event.Micros;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.streams.alerts.AlertMachine.Judgement;
import io.tributary.streams.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each line is a rule, what it sees ({@code minute:value}, {@code minute:value/sample}, {@code
 * minute:none}; {@code +} after the minute for the next day's row) and how it stands after each,
 * with the reason where that is a change.
 */
class AlertMachineTest {
  private static final Instant BEGIN = Instant.parse("2026-03-31T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          above: 500                                   | 0:500 1:501 2:500           | OK FIRING(threshold) OK(restated)
          above: 500                                   | 0:501 1:600 2+:400          | FIRING(threshold) FIRING OK(recovered)
          below: 10                                    | 0:10 1:9 2:10               | OK FIRING(threshold) OK(restated)
          below: 10, recover: 12                       | 0:9 1:11 2:12 3:13          | FIRING(threshold) FIRING FIRING OK(restated)
          above: 500, recover: 450                     | 0:501 1:480 2:449           | FIRING(threshold) FIRING OK(restated)
          above: 500, recover: 450                     | 0:480 1:501                 | OK FIRING(threshold)
          above: 500, for: 10m                         | 0:501 9:501 10:501          | PENDING(threshold) PENDING FIRING(threshold)
          above: 500, for: 10m                         | 0:501 9:500 10:501 19:501   | PENDING(threshold) OK(restated) PENDING(threshold) PENDING
          above: 500, for: 10m, recover: 450           | 0:501 5:480                 | PENDING(threshold) OK(restated)
          above: 500, for: 10m                         | 0:501 5+:501 10+:501        | PENDING(threshold) PENDING FIRING(threshold)
          above: 500, keep_firing_for: 5m              | 0:501 1:400 5:400 6:400     | FIRING(threshold) FIRING FIRING OK(restated)
          above: 500, keep_firing_for: 5m              | 0:501 1:400 2:501 6:400 9:400 11:400 | FIRING(threshold) FIRING FIRING FIRING FIRING OK(restated)
          above: 500, keep_firing_for: 5m              | 0:501 1+:400 6+:400         | FIRING(threshold) FIRING OK(recovered)
          above: 500, min_sample: 5                    | 0:501/4 1:501/5 2:501/4     | OK FIRING(threshold) OK(no_data)
          above: 500, no_data: ok                      | 0:none 1:501 2:none         | OK FIRING(threshold) OK(no_data)
          above: 500, no_data: keep                    | 0:none 1:501 2:none 3:400   | OK FIRING(threshold) FIRING OK(restated)
          above: 500, no_data: alert                   | 0:none 1:none 2:501         | NO_DATA(no_data) NO_DATA FIRING(threshold)
          above: 500, no_data: alert                   | 0:none 1:400                | NO_DATA(no_data) OK(recovered)
          above: 500, no_data: alert                   | 0:501 1:none                | FIRING(threshold) NO_DATA(no_data)
          above: 500, no_data: alert, min_sample: 5    | 0:501/4                     | NO_DATA(no_data)
          """)
  void transitions(String rule, String seen, String states) {
    AlertRule alert = rule(rule);
    AlertStatus[] status = {AlertStatus.OK};

    String stood =
        Arrays.stream(seen.split(" "))
            .map(step -> step(alert, status, step))
            .collect(Collectors.joining(" "));

    assertThat(stood).isEqualTo(states);
  }

  private static String step(AlertRule rule, AlertStatus[] status, String step) {
    String minute = step.substring(0, step.indexOf(':'));
    String[] value = step.substring(step.indexOf(':') + 1).split("/");
    Instant now = BEGIN.plus(Duration.ofMinutes(Long.parseLong(minute.replace("+", ""))));
    Observation seen =
        new Observation(
            LocalDate.of(2026, 3, minute.endsWith("+") ? 31 : 30),
            value[0].equals("none") ? null : Micros.parse(value[0]),
            value.length > 1 ? Long.parseLong(value[1]) : 100);
    Judgement judgement = AlertMachine.judge(rule, status[0], seen, now);
    Judgement again = AlertMachine.judge(rule, judgement.status(), seen, now);
    assertThat(again.isChange()).as("judging again changes nothing").isFalse();
    status[0] = judgement.status();
    return judgement.status().state()
        + (judgement.isChange() ? "(" + judgement.reason() + ")" : "");
  }

  private static AlertRule rule(String settings) {
    String text =
        "alerts: [{name: a, metric: cac, window: R30, slice: total, %s}]".formatted(settings);
    return AlertRulesFile.parse(YamlNode.parse("alerts.yaml", text), Policy.standard())
        .rules()
        .get(0);
  }
}
