package io.tributary.standalone.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
  @TempDir private Path root;

  private final Running running =
      new Running(
          17,
          new Endpoints(
              URI.create("https://127.0.0.1:1"),
              Optional.of(Path.of("/etc/tls.crt")),
              URI.create("http://127.0.0.1:2"),
              "127.0.0.1:3",
              URI.create("http://127.0.0.1:4/apis"),
              "jdbc:postgresql://127.0.0.1:5/tributary"),
          List.of("tenant", "account"));

  @Test
  void whatIsWrittenIsRead() throws Exception {
    Path file = root.resolve("running.properties");

    assertThat(Running.read(file)).isEmpty();
    running.write(file);
    assertThat(Running.read(file)).contains(running);
  }

  @Test
  void theKindsAreThoseOfWhatRunsWhateverIsConfiguredHere() throws Exception {
    DataFolder folder = new DataFolder(root);
    Path identity =
        Files.writeString(root.resolve("identity.yaml"), "kinds: [{name: company, limit: 1}]");
    InstanceOptions options =
        new InstanceOptions(Optional.empty(), Map.of("identity.file", identity.toString()));

    running.write(folder.running());
    // What an instance that is gone has left tells nothing.
    assertThat(Instance.identifierKinds(folder, options)).startsWith("company", "account");
    try (DataLock lock = DataLock.take(folder)) {
      assertThat(lock).isNotNull();
      assertThat(Instance.identifierKinds(folder, options)).containsExactly("tenant", "account");
    }
  }
}
