package io.tributary.ingest.http;

import io.tributary.ingest.decode.Decoded;
import io.tributary.ingest.decode.Sender;
import java.util.Optional;

/** How a body is read. */
@FunctionalInterface
interface Format {
  /**
   * @param length how many of the bytes are the body
   */
  Decoded decode(byte[] body, int length, Sender sender);

  /** The type under which rejected events are kept, where it is another than the sender's. */
  default Optional<String> keptAs() {
    return Optional.empty();
  }
}
