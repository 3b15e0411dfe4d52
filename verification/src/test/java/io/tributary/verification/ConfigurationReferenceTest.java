package io.tributary.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.ingest.IngestConfiguration;
import io.tributary.runtime.config.CommonKeys;
import io.tributary.runtime.config.ConfigurationReference;
import io.tributary.runtime.config.Key;
import io.tributary.sink.SinkConfiguration;
import io.tributary.standalone.instance.Instance;
import io.tributary.streams.topology.TopologyConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The reference in the documentation is what the code has; {@code -Dreference=write} makes it so.
 */
class ConfigurationReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/configuration.md");
  private static final String HEAD =
      """
      # Configuration

      Every key, as the code has it. A key is set in a YAML file (`--config FILE`, nested or dotted), in the environment
      (`TRIBUTARY_HTTP_PORT` is `http.port`) or on the command line (`--set http.port=9090`); the later wins over the earlier.
      A key that is not known is an error that names the nearest one. Keys that end in `.*` are handed on to a library as they are.
      """;

  @Test
  void theReferenceHasEveryKeyAndNoOther() throws Exception {
    String expected =
        HEAD
            + section("ingest-service", service(IngestConfiguration.keys()))
            + section("streams-topology", service(TopologyConfiguration.keys()))
            + section("sink-service", service(SinkConfiguration.keys()))
            + section("./tributary up, demo, import", Instance.keys());
    if ("write".equals(System.getProperty("reference"))) {
      Files.createDirectories(REFERENCE.getParent());
      Files.writeString(REFERENCE, expected);
    }

    assertThat(REFERENCE).content().isEqualTo(expected);
  }

  private static String section(String title, List<Key<?>> keys) {
    return "\n## " + title + "\n\n" + ConfigurationReference.markdown(keys);
  }

  private static List<Key<?>> service(List<Key<?>> own) {
    List<Key<?>> keys = new ArrayList<>(own);
    keys.addAll(CommonKeys.SERVICE);
    return keys;
  }
}
