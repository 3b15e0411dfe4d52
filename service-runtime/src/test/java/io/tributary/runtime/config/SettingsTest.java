package io.tributary.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Key<Integer> PORT =
      Key.integer("http.port", 8080).between(0, 65535).describedAs("Port of the edge.");
  private static final Key<Duration> TIMEOUT = Key.duration("publish.timeout", "5s");
  private static final Key<Long> SIZE = Key.bytes("event.bytes", "32KiB");
  private static final Key<List<String>> URLS = Key.strings("urls", List.of());
  private static final Key<String> URL = Key.string("warehouse.url", null).required();
  private static final Key<String> PASSWORD = Key.string("warehouse.password", null).secret();
  private static final Key<Map<String, String>> KAFKA = Key.prefix("kafka");
  private static final List<Key<?>> KEYS = List.of(PORT, TIMEOUT, SIZE, URLS, URL, PASSWORD, KAFKA);

  @TempDir private Path folder;

  @Test
  void laterSourcesWinOverEarlierOnes() throws IOException {
    Path file = file("http:\n  port: 1\npublish.timeout: 200ms\nwarehouse.url: from-file\n");

    Settings settings =
        Settings.load(
            KEYS,
            Optional.of(file),
            Map.of("TRIBUTARY_HTTP_PORT", "2", "TRIBUTARY_PUBLISH_TIMEOUT", "7s", "PATH", "/bin"),
            Map.of("http.port", "3"));

    assertThat(settings.get(PORT)).isEqualTo(3);
    assertThat(settings.get(TIMEOUT)).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.get(URL)).isEqualTo("from-file");
    assertThat(settings.get(SIZE)).isEqualTo(32 * 1024);
  }

  @Test
  void allBelowAPrefixIsPassedOnAsItIs() throws IOException {
    Path file = file("kafka:\n  bootstrap.servers: here\n  security:\n    protocol: SSL\n");

    Settings settings =
        Settings.load(
            KEYS,
            Optional.of(file),
            Map.of("TRIBUTARY_KAFKA_SSL_TRUSTSTORE_LOCATION", "/t"),
            Map.of("warehouse.url", "x"));

    assertThat(settings.get(KAFKA))
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "here",
                "security.protocol", "SSL",
                "ssl.truststore.location", "/t"));
  }

  @Test
  void listsAreReadFromYamlAndFromCommas() throws IOException {
    assertThat(
            Settings.load(
                    KEYS, Optional.of(file("urls: [a, b]\nwarehouse.url: x\n")), Map.of(), Map.of())
                .get(URLS))
        .containsExactly("a", "b");
    assertThat(load(Map.of("urls", "a, b", "warehouse.url", "x")).get(URLS))
        .containsExactly("a", "b");
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesTheNearest() throws IOException {
    Path file = file("htp:\n  port: 1\nwarehouse.url: x\n");

    assertThatThrownBy(() -> Settings.load(KEYS, Optional.of(file), Map.of(), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + ":2:9: unknown key htp.port (did you mean http.port?)");
  }

  @Test
  void everyErrorIsToldAtOnce() {
    assertThatThrownBy(
            () -> load(Map.of("http.port", "70000", "publish.timeout", "5", "event.bytes", "2XB")))
        .hasMessageContaining("http.port must be from 0 to 65535, not '70000'")
        .hasMessageContaining("publish.timeout must be a duration such as 200ms")
        .hasMessageContaining("event.bytes must be a size such as 4096, 500KiB")
        .hasMessageContaining("warehouse.url is required");
  }

  @Test
  void secretsAreNeverShown() {
    Settings settings =
        load(
            Map.of(
                "warehouse.url", "x",
                "warehouse.password", "hunter2",
                "kafka.ssl.key.password", "hunter3"));

    assertThat(settings.describe())
        .contains("warehouse.password = (hidden)")
        .contains("kafka.ssl.key.password = (hidden)")
        .contains("http.port = 8080")
        .doesNotContain("hunter");
  }

  @Test
  void anErrorInASecretDoesNotShowIt() {
    List<Key<?>> keys = List.of(Key.integer("pin", 1).secret());

    assertThatThrownBy(() -> Settings.load(keys, Optional.empty(), Map.of(), Map.of("pin", "x7")))
        .hasMessage("pin must be a whole number, not (hidden)");
  }

  private static Settings load(Map<String, String> overrides) {
    return Settings.load(KEYS, Optional.empty(), Map.of(), overrides);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("tributary.yaml"), text);
  }
}
