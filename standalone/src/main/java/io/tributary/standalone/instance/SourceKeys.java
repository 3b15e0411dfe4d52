package io.tributary.standalone.instance;

import io.tributary.ingest.source.SourcesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
    Optional<String> kept = kept(source);
    if (kept.isPresent()) {
      return kept.get();
    }
    // The name is checked here, before it becomes a file's.
    String key = SourcesFile.addKey(folder.sources(), source);
    Files.createDirectories(file(source).getParent());
    OwnersFile.write(file(source), key + "\n");
    return key;
  }

  /** The key that an earlier command has made for the source, while it holds. */
  Optional<String> kept(String source) throws IOException {
    Path file = file(source);
    return Files.exists(file)
        ? Optional.of(Files.readString(file).strip()).filter(key -> isKnown(key, source))
        : Optional.empty();
  }

  private Path file(String source) {
    return source.equals(LOCAL) ? folder.localKey() : folder.sourceKey(source);
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
