package io.tributary.runtime.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlNodeTest {
  private static final YamlNode RULES =
      YamlNode.parse(
          "alerts.yaml",
          """
          alerts:
            - name: cac-too-high
              above: 500.5
              for: 24h
              unit: days
              quiet: true
              min_sample: 5
              nothing: null
          """);

  @Test
  void valuesAreReadAsWhatIsAskedFor() {
    YamlNode rule = RULES.required("alerts").items().get(0);

    assertThat(rule.required("name").text()).isEqualTo("cac-too-high");
    assertThat(rule.required("above").decimal()).isEqualTo(new BigDecimal("500.5"));
    assertThat(rule.required("for").duration()).isEqualTo(Duration.ofHours(24));
    assertThat(rule.required("unit").choice(TimeUnit.class)).isEqualTo(TimeUnit.DAYS);
    assertThat(rule.required("quiet").flag()).isTrue();
    assertThat(rule.required("min_sample").integer()).isEqualTo(5);
    assertThat(rule.optional("nothing")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: [a]         | f:1:7: a single value is expected here
          name: a\\nname: b | f:2:1: name is given twice
          other: a          | f:1:1: name is missing
          name: 'a          | f:1:9: found unexpected end of stream
          """)
  void errorsNameTheirPlace(String yaml, String message) {
    assertThatThrownBy(() -> YamlNode.parse("f", yaml.replace("\\n", "\n")).required("name").text())
        .isInstanceOf(YamlException.class)
        .hasMessage(message);
  }

  @Test
  void anUnknownKeyNamesTheNearestAndAllThatThereAre() {
    assertThatThrownBy(() -> RULES.required("alerts").items().get(0).only("name", "abov", "for"))
        .hasMessage(
            "alerts.yaml:3:5: unknown key above (did you mean abov?); the keys here are name, abov, for");
  }

  @Test
  void anEmptyFileIsAnError() {
    assertThatThrownBy(() -> YamlNode.parse("f", "")).hasMessage("f: is empty");
  }
}
