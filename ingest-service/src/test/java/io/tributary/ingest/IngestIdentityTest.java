package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.runtime.config.Settings;
import io.tributary.runtime.identity.IdentityFile;
import io.tributary.runtime.yaml.YamlException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestIdentityTest {
  @TempDir private Path folder;

  private IngestConfiguration configuration(Path identity) {
    return IngestConfiguration.from(
        Settings.load(
            IngestConfiguration.keys(),
            Optional.empty(),
            Map.of(),
            Map.of("sources.file", "sources.yaml", "identity.file", identity.toString())));
  }

  @Test
  void theKindsComeFromTheFileThatTheTopologyReadsToo() throws Exception {
    Path file =
        Files.writeString(folder.resolve("identity.yaml"), "kinds: [{name: tenant, limit: 1}]");

    var kinds = IdentityFile.of(configuration(file).identityFile()).kinds();

    assertThat(kinds.strength("tenant")).isZero();
    assertThat(kinds.named("email")).isPresent();
  }

  @Test
  void aBrokenFileIsSaidWithItsPlace() throws Exception {
    Path file = Files.writeString(folder.resolve("identity.yaml"), "kindz: []");

    assertThatThrownBy(() -> IdentityFile.of(configuration(file).identityFile()))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("identity.yaml:1:1")
        .hasMessageContaining("did you mean kinds");
  }
}
