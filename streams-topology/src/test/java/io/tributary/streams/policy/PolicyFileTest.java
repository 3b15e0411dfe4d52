package io.tributary.streams.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.runtime.yaml.YamlException;
import io.tributary.runtime.yaml.YamlNode;
import io.tributary.streams.policy.Policy.CustomerSince;
import io.tributary.streams.policy.Policy.MetricsClock;
import io.tributary.streams.policy.Policy.Stage;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
  private static final Policy BASE =
      Policy.standard().withZone(ZoneId.of("Europe/Berlin")).withCurrency("EUR");

  @Test
  void aFileThatSaysEverythingReplacesEverythingButZoneAndCurrency() {
    Policy policy =
        parse(
            """
            customer: {since: billing}
            fiscal_year: {first_month: april}
            cac: {lag_days: 30}
            gross_margin: 0.80
            stages:
              - {name: Demo, probability: 0.2}
              - {name: Contract, probability: 1}
            attribution: {lookback_days: 30}
            metrics: {daily_rows: 90}
            """);

    assertThat(policy)
        .isEqualTo(
            new Policy(
                ZoneId.of("Europe/Berlin"),
                "EUR",
                CustomerSince.BILLING,
                Month.APRIL,
                30,
                800_000,
                List.of(new Stage("Demo", 200_000), new Stage("Contract", 1_000_000)),
                30,
                90,
                MetricsClock.WALL));
  }

  @Test
  void whatIsNotMentionedStays() {
    assertThat(parse("cac: {lag_days: 7}"))
        .isEqualTo(
            new Policy(
                BASE.zone(),
                "EUR",
                CustomerSince.EITHER,
                Month.JANUARY,
                7,
                1_000_000,
                BASE.stages(),
                90,
                400,
                MetricsClock.WALL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          customer: {sinse: sales}                     | 1:12 | unknown key sinse (did you mean since
          metrics: {clock: event}                      | 1:11 | unknown key clock
          stagges: []                                  | 1:1  | unknown key stagges
          customer: {since: always}                    | 1:19 | billing, sales, either
          gross_margin: 80                             | 1:15 | from 0 to 1
          gross_margin: 0.1234567                      | 1:15 | at most 6 decimals
          cac: {lag_days: -1}                          | 1:17 | from 0 to 3650
          attribution: {lookback_days: 0}              | 1:30 | from 1 to 3650
          stages: [{name: 'A:B', probability: 1}]      | 1:17 | must not have a colon
          stages: []                                   | 1:9  | at least one stage
          stages: [{name: A}]                          | 1:10 | probability is missing
          stages: [{name: ' ', probability: 1}]        | 1:17 | must not be blank
          """)
  void whatCannotBeSaysWhereAndWhy(String text, String place, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(YamlException.class)
        .hasMessageStartingWith("policy.yaml:" + place + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void stagesThatDifferInCaseOnlyAreOne() {
    assertThatThrownBy(
            () -> parse("stages: [{name: Demo, probability: 0}, {name: demo, probability: 1}]"))
        .hasMessageContaining("the stage demo is given twice");
  }

  @Test
  void theVersionChangesWithTheDefinitionsAndWithNothingElse() {
    Policy same = parse("gross_margin: 1.0");

    assertThat(same.version()).isEqualTo(BASE.version()).matches("[0-9a-f]{12}");
    assertThat(parse("gross_margin: 0.9").version()).isNotEqualTo(BASE.version());
  }

  private static Policy parse(String text) {
    return PolicyFile.parse(YamlNode.parse("policy.yaml", text), BASE);
  }
}
