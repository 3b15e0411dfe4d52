package io.tributary.streams.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the names that are known while nobody uses the store, beside it. With them is kept which
 * offset of its changelog the store had: at another one, somebody else has written to it since.
 *
 * <p>It spares looking on disk for what is not there. So what cannot be written or read is logged,
 * and the names are not known the next time; nothing else depends on it.
 */
final class NamesFile {
  private static final Logger LOG = LoggerFactory.getLogger(NamesFile.class);

  /** Of the file's form, and of the way in which a name says its bits. */
  private static final int VERSION = 1;

  private final Path path;

  NamesFile(Path path) {
    this.path = path;
  }

  /**
   * @param offsets of the store's changelog, by partition; none when it is not known what the store
   *     holds
   */
  void write(KnownNames names, Map<TopicPartition, Long> offsets) {
    Path unfinished = path.resolveSibling(path.getFileName() + ".new");
    try {
      if (offsets.size() == 1) {
        write(unfinished, names, offsets.entrySet().iterator().next());
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      LOG.warn(
          "Cannot write {}; after the next start, more is looked for on disk: {}",
          path,
          e.toString());
    }
  }

  private static void write(Path file, KnownNames names, Map.Entry<TopicPartition, Long> at)
      throws IOException {
    CRC32C sum = new CRC32C();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new CheckedOutputStream(Files.newOutputStream(file), sum), 1 << 16))) {
      out.writeInt(VERSION);
      out.writeUTF(at.getKey().topic());
      out.writeInt(at.getKey().partition());
      out.writeLong(at.getValue());
      names.writeTo(out);
      out.flush();
      out.writeLong(sum.getValue());
    }
  }

  /**
   * The names, if they are still all that the store has. The file is gone then, as they will soon
   * be others.
   *
   * @param committedOffset of a partition of the store's changelog, null if there is none
   * @param mostBytes that they may take
   * @throws ProcessorStateException when the file cannot be deleted: it would be wrong later
   */
  Optional<KnownNames> take(Function<TopicPartition, Long> committedOffset, long mostBytes) {
    Optional<KnownNames> names = Optional.empty();
    try {
      if (Files.exists(path)) {
        names = read(committedOffset, mostBytes);
      }
    } catch (IOException e) {
      LOG.warn("Cannot read {}, so more is looked for on disk: {}", path, e.toString());
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new ProcessorStateException(
          path + " cannot be deleted; check the rights of its folder", e);
    }
    return names;
  }

  private Optional<KnownNames> read(Function<TopicPartition, Long> committedOffset, long mostBytes)
      throws IOException {
    CRC32C sum = new CRC32C();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(path), 1 << 16), sum))) {
      if (in.readInt() != VERSION) {
        return Optional.empty();
      }
      TopicPartition partition = new TopicPartition(in.readUTF(), in.readInt());
      long offset = in.readLong();
      Long committed = committedOffset.apply(partition);
      if (committed == null || committed != offset) {
        return Optional.empty();
      }
      Optional<KnownNames> names = KnownNames.readFrom(in, mostBytes);
      long expected = sum.getValue();
      if (names.isPresent() && in.readLong() != expected) {
        throw new IOException("its checksum is wrong");
      }
      return names;
    }
  }
}
