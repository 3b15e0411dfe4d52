package io.tributary.standalone.instance;

import io.tributary.ingest.source.SourcesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keys of the sources that commands of this machine send for, made when first needed and kept for
 * their owner's eyes only.
 */
public final class SourceKeys {
  /** The source that events without another one come from. */
  public static final String LOCAL = "local";

  private final DataFolder folder;

  public SourceKeys(DataFolder folder) {
    this.folder = folder;
  }

  /**
   * @throws io.tributary.runtime.config.ConfigurationException when the name is none, or the file
   *     of the sources cannot be read
   */
  public String of(String source) throws IOException {
    Path kept = source.equals(LOCAL) ? folder.localKey() : folder.sourceKey(source);
    if (Files.exists(kept)) {
      String key = Files.readString(kept).strip();
      if (isKnown(key, source)) {
        return key;
      }
    }
    // The name is checked here, before it becomes a file's.
    String key = SourcesFile.addKey(folder.sources(), source);
    Files.createDirectories(kept.getParent());
    OwnersFile.write(kept, key + "\n");
    return key;
  }

  /** Someone may have taken the key out of the file. */
  private boolean isKnown(String key, String source) {
    return Files.exists(folder.sources())
        && SourcesFile.read(folder.sources())
            .withKey(key)
            .filter(known -> known.name().equals(source))
            .isPresent();
  }
}
