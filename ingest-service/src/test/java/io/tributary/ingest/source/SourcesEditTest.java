package io.tributary.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesEditTest {
  private static final String HASH = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(
        folder.resolve("sources.yaml"), text.replace("HASH", HASH).replace("OTHER", OTHER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sources:\n  crm:\n    keys:\n      - HASH\n  web:\n    keys: [OTHER]\n",
        "sources:\n  crm:\n    keys:\n    - HASH # the old one\n    - OTHER\n    namespace: sales\n",
        "sources:\n  crm: # ours\n    rate: 10\n    keys: [HASH]\n\n  # the site\n  web: {keys: [OTHER]}\n",
        "sources:\n  crm:\n    keys: [HASH, OTHER]\n",
        "sources:\n  crm:\n    webhooks:\n      salesforce: {secrets: [file:S], organizations: [00D000000000062]}\n"
      })
  void whatIsAddedHoldsAndWhatIsTakenOutLeavesNoTrace(String shape) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "s");
    Path file = file(shape.replace("file:S", "file:" + secret));
    String before = Files.readString(file);

    String key = SourcesFile.addKey(file, "crm");

    assertThat(SourcesFile.read(file).withKey(key)).map(Source::name).contains("crm");
    SourcesFile.removeKey(file, key);
    assertThat(file).hasContent(before);
  }

  @Test
  void aKeyThatSomeoneElseHasTakenOutIsNoFault() throws IOException {
    Path file = file("sources:\n  crm:\n    keys: [HASH]\n");

    SourcesFile.removeKey(file, "trib_gone");

    assertThat(file).hasContent("sources:\n  crm:\n    keys: [" + HASH + "]\n");
  }

  @Test
  void aFileAndASourceThatAreNotThereAreMade() {
    Path file = folder.resolve("new.yaml");

    String key = SourcesFile.addKey(file, "crm");

    assertThat(SourcesFile.read(file).withKey(key)).map(Source::name).contains("crm");
  }
}
