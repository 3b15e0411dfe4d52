package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.runtime.config.ConfigurationException;
import io.tributary.runtime.config.Settings;
import io.tributary.streams.policy.Policy;
import io.tributary.streams.policy.Policy.CustomerSince;
import io.tributary.streams.policy.Policy.MetricsClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyConfigurationTest {
  @TempDir private Path folder;

  @Test
  void withoutSettingsThePolicyIsTheStandardOne() {
    assertThat(policy(Map.of())).isEqualTo(Policy.standard());
  }

  @Test
  void zoneCurrencyAndClockAreSettingsAndTheRestIsInThePolicyFile() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), "customer: {since: sales}\n");

    Policy policy =
        policy(
            Map.of(
                "reporting.zone", "Europe/Berlin",
                "reporting.currency", "EUR",
                "metrics.clock", "event",
                "policy.file", file.toString()));

    assertThat(policy)
        .isEqualTo(
            Policy.standard()
                .withZone(ZoneId.of("Europe/Berlin"))
                .withCurrency("EUR")
                .withClock(MetricsClock.EVENT)
                .withCustomerSince(CustomerSince.SALES));
  }

  @Test
  void aWrongPolicyFileIsRefusedWithThePlaceAndTheNearestName() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), "cac:\n  lag_day: 3\n");

    assertThatThrownBy(() -> policy(Map.of("policy.file", file.toString())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("policy.yaml:2:3: unknown key lag_day (did you mean lag_days?)");
  }

  @Test
  void aPolicyFileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> policy(Map.of("policy.file", folder.resolve("none").toString())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void whatIsNoCurrencyIsRefused() {
    assertThatThrownBy(() -> policy(Map.of("reporting.currency", "euro")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("reporting.currency is euro");
  }

  private static Policy policy(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("kafka.bootstrap.servers", "unused:9092");
    all.put("registry.schema.registry.url", "mock://unused");
    return TopologyConfiguration.from(
            Settings.load(TopologyConfiguration.keys(), Optional.empty(), Map.of(), all))
        .policy();
  }
}
