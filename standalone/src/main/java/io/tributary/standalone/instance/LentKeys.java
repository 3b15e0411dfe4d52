package io.tributary.standalone.instance;

import io.tributary.ingest.source.Source;
import io.tributary.ingest.source.SourcesFile;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keys for sending once more what sources have sent. A source whose key is not on this machine is
 * lent one, which holds until this is closed. A source that the file no longer has stays shut out.
 */
public final class LentKeys implements AutoCloseable {
  private final DataFolder folder;
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Set<String> lent = new LinkedHashSet<>();

  private LentKeys(DataFolder folder) {
    this.folder = folder;
  }

  /**
   * @param sources may name some that are not in the file
   * @throws io.tributary.runtime.config.ConfigurationException when the file of the sources cannot
   *     be read or written
   */
  public static LentKeys to(DataFolder folder, Collection<String> sources) throws IOException {
    Set<String> known =
        SourcesFile.read(folder.sources()).all().stream()
            .map(Source::name)
            .collect(Collectors.toSet());
    SourceKeys own = new SourceKeys(folder);
    LentKeys all = new LentKeys(folder);
    try {
      for (String source : new LinkedHashSet<>(sources)) {
        if (known.contains(source)) {
          all.add(source, own.kept(source));
        }
      }
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void add(String source, Optional<String> kept) {
    if (kept.isEmpty()) {
      lent.add(source);
    }
    keys.put(source, kept.orElseGet(() -> SourcesFile.addKey(folder.sources(), source)));
  }

  /** By source; none for a source that the file no longer has. */
  public Map<String, String> keys() {
    return Map.copyOf(keys);
  }

  /** The sources that have none of their own on this machine. */
  public Set<String> lent() {
    return Set.copyOf(lent);
  }

  /** What was lent holds no longer. */
  @Override
  public void close() {
    for (String source : lent) {
      Optional.ofNullable(keys.get(source))
          .ifPresent(key -> SourcesFile.removeKey(folder.sources(), key));
    }
  }
}
