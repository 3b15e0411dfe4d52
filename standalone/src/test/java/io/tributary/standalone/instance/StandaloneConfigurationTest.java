package io.tributary.standalone.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.runtime.config.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the settings of a process that runs everything come from. */
class StandaloneConfigurationTest {
  private static final Key<Integer> LINGER = Key.integer("publish.linger.ms", 5);

  @TempDir private Path folder;

  private int linger(String file, Map<String, String> settings, Map<String, String> defaults)
      throws IOException {
    Path config = Files.writeString(folder.resolve("config.yaml"), file);
    return StandaloneConfiguration.load(
            new DataFolder(folder),
            Passwords.readOrMake(folder.resolve("passwords"), Roles.ALL),
            new InstanceOptions(Optional.of(config), settings, defaults),
            Map.of())
        .settings()
        .get(LINGER);
  }

  @Test
  void aCommandsDefaultIsWeakerThanWhateverAUserSays() throws IOException {
    Map<String, String> defaults = Map.of(LINGER.name(), "100");

    assertThat(linger("{}", Map.of(), Map.of())).isEqualTo(5);
    assertThat(linger("{}", Map.of(), defaults)).isEqualTo(100);
    assertThat(linger("publish.linger.ms: 7", Map.of(), defaults)).isEqualTo(7);
    assertThat(linger("{}", Map.of(LINGER.name(), "8"), defaults)).isEqualTo(8);
  }
}
