package io.tributary.standalone.importing;

import java.io.IOException;
import java.util.Optional;

/** A file that is imported, line by line. */
interface Lines extends AutoCloseable {
  /**
   * Empty at the end.
   *
   * @throws UnreadableFileException when what follows cannot be read
   */
  Optional<Line> next() throws IOException, UnreadableFileException;

  @Override
  void close() throws IOException;
}
