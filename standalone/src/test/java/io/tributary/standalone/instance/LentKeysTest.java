package io.tributary.standalone.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.ingest.source.Source;
import io.tributary.ingest.source.SourcesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LentKeysTest {
  @TempDir private Path root;

  private DataFolder folder;
  private String before;

  @BeforeEach
  void sources() throws Exception {
    folder = new DataFolder(root);
    SourcesFile.addKey(folder.sources(), "crm");
    new SourceKeys(folder).of(SourceKeys.LOCAL);
    before = Files.readString(folder.sources());
  }

  @Test
  void aKeyThatIsLentHoldsUntilTheEndAndIsKeptNowhere() throws Exception {
    String key;
    try (LentKeys keys = LentKeys.to(folder, List.of("crm", "crm"))) {
      assertThat(keys.lent()).containsExactly("crm");
      key = keys.keys().get("crm");
      assertThat(SourcesFile.read(folder.sources()).withKey(key)).map(Source::name).contains("crm");
    }

    assertThat(folder.sources()).hasContent(before);
    assertThat(folder.sourceKey("crm")).doesNotExist();
  }

  @Test
  void aKeyThatIsHereIsUsedAndStays() throws Exception {
    try (LentKeys keys = LentKeys.to(folder, List.of("local"))) {
      assertThat(keys.lent()).isEmpty();
      assertThat(keys.keys()).containsEntry("local", Files.readString(folder.localKey()).strip());
    }

    assertThat(folder.sources()).hasContent(before);
  }

  @Test
  void aSourceThatWasTakenOutIsLentNothing() throws Exception {
    try (LentKeys keys = LentKeys.to(folder, List.of("gone"))) {
      assertThat(keys.keys()).isEmpty();
    }

    assertThat(folder.sources()).hasContent(before);
  }
}
