package io.tributary.ingest.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources, read again when their file changes. A broken file keeps the old ones and says so.
 * The file is looked at and not watched: where it is mounted into a container, no change is told.
 */
public final class SourcesWatch implements Supplier<Sources>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourcesWatch.class);

  private final Path file;
  private final ScheduledExecutorService thread;
  private volatile Sources sources;
  private volatile String fault;
  private Version version;

  /** What tells two states of the file apart without reading it. */
  private record Version(FileTime modified, long size, Object key) {}

  private SourcesWatch(Path file) {
    this.file = file;
    this.version = version();
    this.sources = SourcesFile.read(file);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread worker = new Thread(task, "sources");
              worker.setDaemon(true);
              return worker;
            });
  }

  /**
   * @throws io.tributary.runtime.config.ConfigurationException when the file cannot be read or is
   *     wrong
   */
  public static SourcesWatch start(Path file, Duration interval) {
    SourcesWatch watch = new SourcesWatch(file);
    long millis = Math.max(1, interval.toMillis());
    var unused =
        watch.thread.scheduleWithFixedDelay(watch::look, millis, millis, TimeUnit.MILLISECONDS);
    LOG.info("{} sources may send, says {}", watch.sources.size(), file);
    return watch;
  }

  @Override
  public Sources get() {
    return sources;
  }

  /** What is wrong with the file as it is now, while the sources of before still hold. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  private void look() {
    Version now = version();
    if (now.equals(version)) {
      return;
    }
    version = now;
    try {
      sources = SourcesFile.read(file);
      fault = null;
      LOG.info("{} was read again: {} sources may send", file, sources.size());
    } catch (RuntimeException e) {
      fault = e.getMessage();
      LOG.error("{}; the sources of before still hold", fault);
    }
  }

  private Version version() {
    try {
      var attributes =
          Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
      return new Version(
          attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      return new Version(FileTime.fromMillis(0), -1, "");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
